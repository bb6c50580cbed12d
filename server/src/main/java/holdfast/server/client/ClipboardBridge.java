package holdfast.server.client;

import holdfast.desktops.DesktopClipboard;
import holdfast.protocol.channel.ChannelProcessor;
import holdfast.protocol.clipboard.Clipboard;
import holdfast.protocol.clipboard.ClipboardHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between the client's clipboard and the desktop's: either side only says that it has a text, and
 * it is fetched when somebody pastes. On the connection's event loop; the desktop's calls are
 * posted there.
 */
final class ClipboardBridge implements ClipboardHost {
    private final Consumer<Runnable> onLoop;
    private final Clipboard channel = new Clipboard(this, DesktopClipboard.MAX_BYTES);
    private final List<CompletableFuture<String>> pasting = new ArrayList<>();
    private Consumer<List<byte[]>> out = _ -> {};
    private @Nullable DesktopClipboard desktop;
    private boolean clientHasText;

    ClipboardBridge(Consumer<Runnable> onLoop) {
        this.onLoop = onLoop;
    }

    ChannelProcessor processor() {
        return channel;
    }

    void connect(Consumer<List<byte[]>> messages) {
        out = messages;
    }

    /** The client had its time to say what it has; silence means an empty clipboard. */
    void settle() {
        out.accept(channel.settle());
    }

    /** Shares this desktop's clipboard from now on. */
    void desktop(Optional<DesktopClipboard> next) {
        if (desktop != null) {
            desktop.watch(null);
            desktop.withdraw();
            out.accept(channel.withdraw());
        }
        desktop = next.orElse(null);
        if (desktop != null) {
            desktop.watch(text ->
                    onLoop.accept(() -> out.accept(text ? channel.offer() : channel.withdraw())));
            clientOffers(clientHasText);
        }
    }

    @Override
    public void clientOffers(boolean hasText) {
        clientHasText = hasText;
        if (desktop == null) {
            return;
        }
        if (hasText) {
            desktop.offer(this::clientsText);
        } else {
            desktop.withdraw();
        }
    }

    private CompletableFuture<String> clientsText() {
        var text = new CompletableFuture<String>();
        onLoop.accept(() -> {
            pasting.add(text);
            out.accept(channel.requestText());
        });
        return text;
    }

    @Override
    public void clientText(Optional<String> text) {
        List<CompletableFuture<String>> waiting = List.copyOf(pasting);
        pasting.clear();
        for (CompletableFuture<String> one : waiting) {
            text.ifPresentOrElse(
                    one::complete,
                    () ->
                            one.completeExceptionally(
                                    new IllegalStateException("the client gave no text")));
        }
    }

    @Override
    public void textWanted() {
        if (desktop == null) {
            out.accept(channel.deliver(Optional.empty()));
            return;
        }
        desktop.text()
                .whenComplete((text, failure) ->
                        onLoop.accept(() ->
                                out.accept(
                                        channel.deliver(
                                                failure == null ? text : Optional.empty()))));
    }
}
