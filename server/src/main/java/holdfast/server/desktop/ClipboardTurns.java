package holdfast.server.desktop;

import holdfast.desktops.DesktopClipboard;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A session's clipboard, shared with one connection after another. One goes while the next comes,
 * each on its own thread: what an earlier one still says is without effect, or it would take the
 * clipboard away from the next.
 */
final class ClipboardTurns {
    private final DesktopClipboard clipboard;
    private @Nullable Turn current;

    ClipboardTurns(DesktopClipboard clipboard) {
        this.clipboard = clipboard;
    }

    /** For one more connection; from now on every earlier one is without effect. */
    synchronized DesktopClipboard next() {
        Turn turn = new Turn();
        current = turn;
        return turn;
    }

    private final class Turn implements DesktopClipboard {
        @Override
        public void watch(@Nullable Listener listener) {
            ifCurrent(() -> clipboard.watch(listener));
        }

        @Override
        public CompletableFuture<Optional<String>> text() {
            synchronized (ClipboardTurns.this) {
                return current == this
                        ? clipboard.text()
                        : CompletableFuture.completedFuture(Optional.empty());
            }
        }

        @Override
        public void offer(Source source) {
            ifCurrent(() -> clipboard.offer(source));
        }

        @Override
        public void withdraw() {
            ifCurrent(clipboard::withdraw);
        }

        private void ifCurrent(Runnable task) {
            synchronized (ClipboardTurns.this) {
                if (current == this) {
                    task.run();
                }
            }
        }
    }
}
