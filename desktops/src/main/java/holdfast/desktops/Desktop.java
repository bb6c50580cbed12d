package holdfast.desktops;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.util.concurrent.Executor;

/**
 * What a session shows and what takes its input: a terminal, an X server's screen, the logon
 * screen. A desktop knows nothing of connections; it is the same whether somebody looks or not.
 *
 * <p>Threads: {@link #refresh} and {@link #pointer} are called by one thread at a time (the
 * viewer's frame, best begun where {@link #frames} says), {@link #input} and {@link #resize} by one
 * thread at a time (the connection's), both at once. No method may wait for the network or for a
 * program that runs in the desktop.
 */
public interface Desktop extends AutoCloseable {
    /** {@code console}, {@code x11} or {@code logon}, as {@code query session} prints it. */
    String kind();

    /**
     * The size in force. It follows {@link #resize} with a delay, told by {@link
     * DesktopListener#resized}.
     */
    DisplaySize size();

    /**
     * Who is told of changes from now on; one at a time, the last one given. {@code null} stands
     * for nobody: a desktop that nobody watches does no work for watchers.
     */
    void watch(@org.jspecify.annotations.Nullable DesktopListener listener);

    /**
     * Brings {@code target} (of {@link #size}) up to date and says what changed since the last
     * call.
     *
     * @param everything the caller knows nothing of what is in {@code target}: paint all of it and
     *     report all of it. The one way to a full picture, whatever the occasion.
     * @return what changed; {@link Refresh#RESIZED} when {@code target} has not the desktop's size
     *     any more, and nothing was painted
     */
    Refresh refresh(FrameBuffer target, boolean everything);

    /**
     * Where {@link #refresh} is called with the fewest changes of thread, and where it waits for
     * nobody else's thread.
     *
     * @param others what does as well where the desktop does not mind
     */
    default Executor frames(Executor others) {
        return others;
    }

    /** The pointer to show now. */
    PointerShape pointer();

    /** Takes one event. Input is never dropped; order is kept. */
    void input(DesktopInput event);

    /** Asks for another size or other monitors. A desktop that cannot takes the nearest it can. */
    void resize(DisplayLayout layout);

    /** Ends what runs in the desktop and frees everything. Idempotent. */
    @Override
    void close();
}
