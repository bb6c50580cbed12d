package holdfast.protocol.clipboard;

import java.util.Optional;

/**
 * The desktop's side of a shared clipboard. Called on the connection's thread; an answer may come
 * later, through the methods of {@link Clipboard}. Line ends are LF here.
 */
public interface ClipboardHost {
    /**
     * The client's clipboard changed. Its text is fetched with {@link Clipboard#requestText} when
     * somebody pastes.
     *
     * @param hasText false when the client has nothing that we could take
     */
    void clientOffers(boolean hasText);

    /**
     * The answer to {@link Clipboard#requestText}.
     *
     * @param text empty when the client has none any more, or more than the limit
     */
    void clientText(Optional<String> text);

    /** The client pastes: answer once, with {@link Clipboard#deliver}. */
    void textWanted();
}
