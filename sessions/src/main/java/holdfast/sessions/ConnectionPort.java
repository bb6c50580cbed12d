package holdfast.sessions;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a session tells the connection that shows it. The server implements it, one object per
 * connection; identity is object identity.
 *
 * <p>Every method is called on the session's own thread, returns at once and throws nothing. Calls
 * after {@link #close} are ignored.
 */
public interface ConnectionPort {
    /** The name in the SESSIONNAME column, such as {@code rdp-tcp#5}. */
    String name();

    /**
     * Show this desktop, fully painted, instead of whatever is shown. Called at first connect, at
     * reconnect and when an administrator puts another session here.
     *
     * @return completes when the client has the desktop; exceptionally when it never will. The
     *     session gives it {@link SessionHost.Deadlines#show}.
     */
    CompletionStage<Void> show(int session, DesktopHandle desktop);

    /**
     * Tell the client why ({@link EndReason#errorInfo}), then close. No {@link
     * SessionHost#connectionClosed} is needed after it, and one is harmless.
     */
    void close(EndReason reason);

    /**
     * The same, after the user has read what the desktop said last.
     *
     * @param detail such as the last output of a program that died; may have many lines
     */
    void fail(EndReason reason, String detail);

    /**
     * A cookie for the client (Save Session Info with FieldsPresent 0x1); replaces the one before.
     */
    void cookie(ArcCookie cookie);

    /**
     * Show a warning that a limit will end this connection, or take it away when empty. The
     * countdown is the port's to paint; the deadline is the session's to keep.
     */
    void warn(Optional<LimitWarning> warning);

    /**
     * Show a message until it is answered or the time is over.
     *
     * @param timeout zero: until answered
     */
    CompletionStage<MessageAnswer> message(String title, String text, Duration timeout);
}
