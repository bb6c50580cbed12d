package holdfast.server.client;

import holdfast.desktops.DesktopClipboard;
import holdfast.settings.ClipboardLevel;
import holdfast.settings.RedirectionLimits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A desktop's clipboard with a direction shut. Text passes at every level above nothing. */
final class LimitedClipboard implements DesktopClipboard {
    private final DesktopClipboard clipboard;
    private final boolean toClient;
    private final boolean toServer;

    private LimitedClipboard(DesktopClipboard clipboard, boolean toClient, boolean toServer) {
        this.clipboard = clipboard;
        this.toClient = toClient;
        this.toServer = toServer;
    }

    /** What of {@code clipboard} may be shared; empty where nothing may. */
    static Optional<DesktopClipboard> of(DesktopClipboard clipboard, RedirectionLimits limits) {
        boolean toClient = limits.clipboardToClient() != ClipboardLevel.NOTHING;
        boolean toServer = limits.clipboardToServer() != ClipboardLevel.NOTHING;
        if (!limits.clipboard() || (!toClient && !toServer)) {
            return Optional.empty();
        }
        return Optional.of(
                toClient && toServer
                        ? clipboard
                        : new LimitedClipboard(clipboard, toClient, toServer));
    }

    @Override
    public void watch(@Nullable Listener listener) {
        clipboard.watch(toClient ? listener : null);
    }

    @Override
    public CompletableFuture<Optional<String>> text() {
        return toClient ? clipboard.text() : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void offer(Source source) {
        if (toServer) {
            clipboard.offer(source);
        }
    }

    @Override
    public void withdraw() {
        if (toServer) {
            clipboard.withdraw();
        }
    }
}
