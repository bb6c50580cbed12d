package holdfast.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.DesktopClipboard;
import holdfast.settings.RedirectionLimits;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitedClipboardTest {
    @TempDir private Path folder;
    private final Fake desktop = new Fake();

    @Test
    void withoutLimitsItIsTheDesktopsOwn() throws Exception {
        assertThat(LimitedClipboard.of(desktop, limits())).containsSame(desktop);
    }

    @Test
    void whenRedirectionIsOffNothingIsShared() throws Exception {
        set("fDisableClip", "1");

        assertThat(LimitedClipboard.of(desktop, limits())).isEmpty();
    }

    @Test
    void nothingToTheClientShutsThatDirectionAlone() throws Exception {
        set("SCClipLevel", "nothing");
        DesktopClipboard limited = LimitedClipboard.of(desktop, limits()).orElseThrow();

        limited.watch(_ -> {});
        limited.offer(() -> CompletableFuture.completedFuture("from the client"));

        assertThat(desktop.watched).isFalse();
        assertThat(limited.text().join()).isEmpty();
        assertThat(desktop.offered).isTrue();
    }

    @Test
    void nothingToTheServerShutsThatDirectionAlone() throws Exception {
        set("CSClipLevel", "nothing");
        DesktopClipboard limited = LimitedClipboard.of(desktop, limits()).orElseThrow();

        limited.watch(_ -> {});
        limited.offer(() -> CompletableFuture.completedFuture("from the client"));

        assertThat(desktop.watched).isTrue();
        assertThat(limited.text().join()).contains("of the desktop");
        assertThat(desktop.offered).isFalse();
    }

    private void set(String name, String value) throws Exception {
        store().set(name, value, Scope.POLICY, false);
    }

    private RedirectionLimits limits() throws Exception {
        return store().configuration().redirection("alice", "rdp-tcp");
    }

    private SettingStore store() {
        return SettingStore.in(folder, InstantSource.system());
    }

    private static final class Fake implements DesktopClipboard {
        private boolean watched;
        private boolean offered;

        @Override
        public void watch(@Nullable Listener listener) {
            watched = listener != null;
        }

        @Override
        public CompletableFuture<Optional<String>> text() {
            return CompletableFuture.completedFuture(Optional.of("of the desktop"));
        }

        @Override
        public void offer(Source source) {
            offered = true;
        }

        @Override
        public void withdraw() {
            offered = false;
        }
    }
}
