package holdfast.desktops;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The text clipboard of a desktop. Lines end with LF here. Safe for any thread; no method waits.
 */
public interface DesktopClipboard {
    /** Longest text in either direction, in UTF-8 bytes. */
    int MAX_BYTES = 64 << 20;

    /** Told of the programs in the desktop, on any thread; returns at once. */
    interface Listener {
        /**
         * A program has put something on the clipboard. Never told of what was offered through
         * {@link #offer}.
         *
         * @param text it can be had as text; otherwise there is nothing for us
         */
        void changed(boolean text);
    }

    /** Where offered text comes from: asked only when a program pastes. */
    interface Source {
        /** The text; may fail or never come. */
        CompletableFuture<String> text();
    }

    /** One listener at a time; told at once if the clipboard holds text now. */
    void watch(@Nullable Listener listener);

    /**
     * What a program has put on the clipboard. Empty when there is no text, when it is too long, or
     * when the program does not answer.
     */
    CompletableFuture<Optional<String>> text();

    /** The viewer's side has text: programs in the desktop can paste it from now on. */
    void offer(Source source);

    /** The viewer's side has none any more. */
    void withdraw();
}
