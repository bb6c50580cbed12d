package holdfast.desktops.x11;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that talks to one X server, and the only one that does. Others post work to it and
 * never wait for the server themselves, so that one which hangs holds up nobody.
 */
final class XDisplay {
    /** What is told of the server, on the display's thread. */
    interface Events {
        void event(XMessage event);

        /** The connection is over. Nothing can be sent any more. */
        void gone();
    }

    private record Timer(long due, Runnable work) {}

    private static final Logger log = LoggerFactory.getLogger(XDisplay.class);

    private final int number;
    private final Thread thread;
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final ReentrantLock wakeLock = new ReentrantLock();
    private int wakeup = Libc.eventfd();
    private volatile boolean closing;

    private XDisplay(
            int number,
            Libxcb xcb,
            byte[] cookie,
            long uid,
            Function<Opened, Events> users,
            CompletableFuture<Events> opened) {
        this.number = number;
        thread =
                Thread.ofPlatform()
                        .name("x11-display-" + number)
                        .daemon()
                        .stackSize(256 << 10)
                        .unstarted(() -> run(xcb, cookie, uid, users, opened));
    }

    /** A display and its connection, for those that work on the display's thread. */
    record Opened(XDisplay display, XConnection connection) {}

    /**
     * Connects to a display.
     *
     * @param uid the account that its server must run as
     * @param users makes, on the display's thread, what handles its events
     */
    static <E extends Events> E open(
            int number, byte[] cookie, long uid, Duration patience, Function<Opened, E> users) {
        Libxcb xcb = Libxcb.library().orElseThrow(() -> new XException("libxcb is not installed"));
        CompletableFuture<Events> opened = new CompletableFuture<>();
        @SuppressWarnings("unchecked")
        Function<Opened, Events> any = (Function<Opened, Events>) (Function<Opened, ?>) users;
        XDisplay display = new XDisplay(number, xcb, cookie, uid, any, opened);
        display.thread.start();
        try {
            @SuppressWarnings("unchecked")
            E events = (E) opened.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return events;
        } catch (TimeoutException e) {
            display.close();
            throw new XException("the X server of display :" + number + " does not answer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof XException cause
                    ? cause
                    : new XException("connecting failed: " + e);
        } catch (InterruptedException e) {
            display.close();
            Thread.currentThread().interrupt();
            throw new XException("interrupted while connecting");
        }
    }

    /** Runs {@code task} on the display's thread, in the order of posting; dropped once closed. */
    void post(Runnable task) {
        work.add(task);
        wake();
    }

    /** The same with a result; fails with an {@link XException} when the display is closed. */
    <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        work.add(new Call<>(task, result));
        wake();
        if (!thread.isAlive()) {
            abandonWork();
        }
        return result;
    }

    /** The same, but never dropped: once the display is closed {@code others} run it. */
    void execute(Runnable task, Executor others) {
        call(
                        () -> {
                            guarded(task);
                            return task;
                        })
                .whenComplete((_, abandoned) -> {
                    if (abandoned != null) {
                        others.execute(task);
                    }
                });
    }

    /** Runs {@code task} later. On the display's thread only. */
    void after(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    /** Ends the connection soon, without waiting for it. Idempotent. */
    void close() {
        closing = true;
        wake();
    }

    private record Call<T>(Callable<T> task, CompletableFuture<T> result) implements Runnable {
        @Override
        public void run() {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }
    }

    private void wake() {
        if (isOwnThread()) {
            return; // It looks for work before it waits.
        }
        if (!signalled.getAndSet(true)) {
            wakeLock.lock();
            try {
                if (wakeup >= 0) {
                    Libc.signal(wakeup);
                }
            } finally {
                wakeLock.unlock();
            }
        }
    }

    private void run(
            Libxcb xcb,
            byte[] cookie,
            long uid,
            Function<Opened, Events> users,
            CompletableFuture<Events> opened) {
        try (XConnection x = XConnection.open(xcb, number, cookie)) {
            if (x.serverUid() != uid) {
                throw new XException("display :" + number + " belongs to somebody else");
            }
            Events events = users.apply(new Opened(this, x));
            if (opened.complete(events)) {
                serve(x, events);
                events.gone();
            }
        } catch (RuntimeException e) {
            if (!opened.completeExceptionally(e)) {
                log.atError()
                        .addKeyValue("display", number)
                        .setCause(e)
                        .log("Display thread failed");
            }
        } finally {
            closing = true;
            closeWakeup();
            abandonWork();
        }
    }

    private void serve(XConnection x, Events events) {
        while (!closing && !x.isBroken()) {
            boolean worked = takeWork() | takeTimers();
            if (!x.isBroken()) {
                x.flush();
            }
            worked |= takeEvents(x, events);
            if (!worked && !closing && !x.isBroken()) {
                if (x.waitForInput(untilNextTimer(), wakeup)) {
                    Libc.drain(wakeup);
                }
            }
            // Work posted until here is seen at once, work posted from here on signals anew.
            signalled.set(false);
        }
    }

    private boolean takeWork() {
        boolean any = false;
        Runnable task = work.poll();
        while (task != null) {
            guarded(task);
            any = true;
            task = work.poll();
        }
        return any;
    }

    private boolean takeTimers() {
        boolean any = false;
        Timer timer = timers.peek();
        while (timer != null && timer.due() - System.nanoTime() <= 0) {
            timers.remove();
            guarded(timer.work());
            any = true;
            timer = timers.peek();
        }
        return any;
    }

    private boolean takeEvents(XConnection x, Events events) {
        boolean any = false;
        @Nullable XMessage event = x.nextEvent();
        while (event != null && !closing) {
            any = true;
            if (XConnection.isError(event)) {
                log.atDebug().addKeyValue("display", number).log(XException.of(event).getMessage());
            } else {
                XMessage taken = event;
                guarded(() -> events.event(taken));
            }
            event = x.nextEvent();
        }
        return any;
    }

    /** One piece of work that fails leaves the others alone. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (XException e) {
            log.atDebug().addKeyValue("display", number).log(e.getMessage());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("display", number)
                    .setCause(e)
                    .log("Work on a display failed");
        }
    }

    private long untilNextTimer() {
        Timer timer = timers.peek();
        if (timer == null) {
            return -1;
        }
        return Math.max(0, (timer.due() - System.nanoTime()) / 1_000_000 + 1);
    }

    private void closeWakeup() {
        wakeLock.lock();
        try {
            Libc.close(wakeup);
            wakeup = -1;
        } finally {
            wakeLock.unlock();
        }
    }

    private void abandonWork() {
        Runnable task = work.poll();
        while (task != null) {
            if (task instanceof Call<?> call) {
                call.result().completeExceptionally(new XException("the display is closed"));
            }
            task = work.poll();
        }
    }
}
