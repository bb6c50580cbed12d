package holdfast.sessions;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Runs what is posted, one after another, on an executor's threads. Safe for many threads. */
final class Mailbox {
    /** What outsiders may leave waiting; our own timers and completions come on top. */
    private static final int CAPACITY = 1024;

    private final Executor executor;
    private final Consumer<Throwable> bugs;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * @param bugs told what a task threw; the next task runs all the same
     */
    Mailbox(Executor executor, Consumer<Throwable> bugs) {
        this.executor = executor;
        this.bugs = bugs;
    }

    /** Leaves a task of an outsider's; false when too many wait, and then it never runs. */
    boolean offer(Runnable task) {
        return add(task, CAPACITY);
    }

    /** Leaves a task that must run. There are only as many as there are timers and open calls. */
    void post(Runnable task) {
        add(task, Integer.MAX_VALUE);
    }

    private boolean add(Runnable task, int capacity) {
        boolean start;
        lock.lock();
        try {
            if (waiting.size() >= capacity) {
                return false;
            }
            waiting.add(task);
            start = !running;
            running = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            executor.execute(this::drain);
        }
        return true;
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                bugs.accept(bug);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            running = task != null;
            return task;
        } finally {
            lock.unlock();
        }
    }
}
