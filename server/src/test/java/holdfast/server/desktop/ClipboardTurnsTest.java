package holdfast.server.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.DesktopClipboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClipboardTurnsTest {
    private final Told told = new Told();
    private final ClipboardTurns turns = new ClipboardTurns(told);

    @Test
    void aConnectionThatGoesLateLeavesTheNextOnesClipboardAlone() {
        DesktopClipboard last = turns.next();
        last.watch(_ -> {});
        DesktopClipboard next = turns.next();
        next.watch(_ -> {});
        next.offer(() -> CompletableFuture.completedFuture("next"));

        last.watch(null);
        last.withdraw();
        last.offer(() -> CompletableFuture.completedFuture("last"));

        assertThat(told.calls).containsExactly("watch", "watch", "offer");
        assertThat(last.text()).isCompletedWithValue(Optional.empty());
        assertThat(next.text()).isCompletedWithValue(Optional.of("the desktop's"));
    }

    /** Writes down what it is told. */
    private static final class Told implements DesktopClipboard {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void watch(@Nullable Listener listener) {
            calls.add(listener == null ? "unwatch" : "watch");
        }

        @Override
        public CompletableFuture<Optional<String>> text() {
            return CompletableFuture.completedFuture(Optional.of("the desktop's"));
        }

        @Override
        public void offer(Source source) {
            calls.add("offer");
        }

        @Override
        public void withdraw() {
            calls.add("withdraw");
        }
    }
}
