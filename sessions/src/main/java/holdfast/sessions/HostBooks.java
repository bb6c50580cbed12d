package holdfast.sessions;

import holdfast.sessions.directory.DrainMode;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows of its sessions, and the lock that everything of it is read and changed under.
 */
final class HostBooks {
    final Roll roll = new Roll();
    final Doorway doorway = new Doorway();
    final WrongCookies wrongCookies = new WrongCookies();
    DrainMode drain = DrainMode.OFF;
    int lastSession;
    long lastLogon;
    boolean stopping;

    private final ReentrantLock lock = new ReentrantLock();

    <T extends @Nullable Object> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
