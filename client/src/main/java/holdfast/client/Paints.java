package holdfast.client;

import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When pictures came. Written by the reader's thread, asked by any. */
final class Paints {
    private long count;
    private long firstNanos;
    private long lastNanos;
    private @Nullable IOException end;

    /** What of the area that is waited for was not painted yet. */
    private final Region missing = new Region();

    private long coveredNanos;
    private long marks;

    synchronized void add(long nanos, List<Rect> rects) {
        if (count++ == 0) {
            firstNanos = nanos;
        }
        lastNanos = nanos;
        boolean waited = !missing.isEmpty();
        for (Rect rect : rects) {
            missing.subtract(rect);
            marks += rect.x() <= 0 && rect.y() <= 0 && rect.width() > 0 ? 1 : 0;
        }
        if (waited && missing.isEmpty()) {
            coveredNanos = nanos;
        }
        notifyAll();
    }

    /** Waits from now on for all of the area to be painted; {@link #covered} tells. */
    synchronized void expect(Rect area) {
        missing.clear();
        missing.add(area);
    }

    /** When the last of the expected area was painted, once it is. */
    synchronized long covered(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!missing.isEmpty()) {
            pause(deadline - System.nanoTime());
        }
        return coveredNanos;
    }

    /** How often the corner pixel was painted, which changes with every step of an act. */
    synchronized long marks() {
        return marks;
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
