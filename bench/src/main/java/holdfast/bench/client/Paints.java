package holdfast.bench.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When pictures came. Written by the reader's thread, asked by any. */
final class Paints {
    private long count;
    private long firstNanos;
    private long lastNanos;
    private @Nullable IOException end;

    synchronized void add(long nanos) {
        if (count++ == 0) {
            firstNanos = nanos;
        }
        lastNanos = nanos;
        notifyAll();
    }

    synchronized void end(IOException why) {
        end = why;
        notifyAll();
    }

    synchronized long count() {
        return count;
    }

    /** When the first came, once it has. */
    synchronized long first(Duration limit) throws IOException, InterruptedException {
        after(0, limit);
        return firstNanos;
    }

    /** When the last one came, once there are more than {@code seen}. */
    synchronized long after(long seen, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (count <= seen) {
            pause(deadline - System.nanoTime());
        }
        return lastNanos;
    }

    /** When the last one came, once nothing has changed for {@code quiet}. */
    synchronized long still(Duration quiet, Duration limit)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long from = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long left = Math.max(lastNanos, from) + quiet.toNanos() - now;
            if (left <= 0) {
                return lastNanos;
            }
            if (now >= deadline) {
                throw new IOException("the picture does not stand still");
            }
            if (end != null) {
                throw end;
            }
            waitNanos(left);
        }
    }

    private void pause(long nanos) throws IOException, InterruptedException {
        if (end != null) {
            throw end;
        }
        if (nanos <= 0) {
            throw new IOException("no picture came");
        }
        waitNanos(nanos);
    }

    private void waitNanos(long nanos) throws InterruptedException {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
