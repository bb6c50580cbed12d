package holdfast.server.client;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DisplayLayout;
import holdfast.graphics.Rect;
import holdfast.protocol.channel.ChannelInbox;
import holdfast.protocol.channel.ChannelOutbox;
import holdfast.protocol.channel.ChannelProcessor;
import holdfast.protocol.channel.DynamicChannels;
import holdfast.protocol.clipboard.Clipboard;
import holdfast.protocol.connect.Action;
import holdfast.protocol.connect.ClientProfile;
import holdfast.protocol.connect.StaticChannel;
import holdfast.protocol.display.DisplayControl;
import holdfast.protocol.display.MonitorLayout;
import holdfast.protocol.wire.ProtocolException;
import holdfast.server.net.RdpDriver;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The virtual channels of one client: who speaks on which, and in which order what is said goes
 * out. On the connection's event loop.
 */
final class ClientChannels {
    /** Bytes handed to the socket at a time, so that a long text never delays a picture. */
    private static final int CREDIT = 16 * 1024;

    /** Bytes that may wait on one channel: a text of the clipboard's limit, and a little. */
    private static final long LONGEST_QUEUE = DesktopClipboard.MAX_BYTES * 2L + 65_536;

    /** A client that has something on its clipboard says so at once. */
    private static final int CLIPBOARD_SETTLES_SECONDS = 2;

    /** What a client owes us; an older question is taken back. */
    private static final int MOST_QUESTIONS = 16;

    private static final int LARGEST_SIDE = 8192;
    private static final int MOST_MONITORS = 16;

    private final RdpDriver driver;
    private final ChannelOutbox outbox = new ChannelOutbox(ChannelOutbox.CHUNK_LENGTH);
    private final Map<Integer, Speaker> speakers = new HashMap<>();
    private final ArrayDeque<LifeQuestion> questions = new ArrayDeque<>();
    private @Nullable DynamicChannels dynamic;
    private ChannelOutbox.@Nullable Lane dynamicLane;
    private @Nullable ClipboardBridge clipboard;
    private Optional<DesktopClipboard> desktop = Optional.empty();

    /** A processor with its two directions. */
    private record Speaker(
            ChannelProcessor processor, ChannelInbox inbox, ChannelOutbox.Lane lane) {}

    ClientChannels(RdpDriver driver) {
        this.driver = driver;
    }

    /**
     * Begins to speak on the channels that the client has.
     *
     * @param resize told of each layout that the client asks for
     */
    void open(ClientProfile profile, Consumer<DisplayLayout> resize) {
        profile.channel(Clipboard.NAME)
                .ifPresent(channel -> {
                    var bridge = new ClipboardBridge(this::onLoop);
                    clipboard = bridge;
                    ChannelOutbox.Lane lane = add(channel, bridge.processor());
                    bridge.connect(messages -> offer(lane, messages));
                    bridge.desktop(desktop);
                    driver.channel()
                            .eventLoop()
                            .schedule(
                                    () -> onLoop(bridge::settle),
                                    CLIPBOARD_SETTLES_SECONDS,
                                    TimeUnit.SECONDS);
                });
        profile.channel(DynamicChannels.NAME)
                .ifPresent(channel -> {
                    var channels = new DynamicChannels(2);
                    ChannelOutbox.Lane lane = add(channel, channels);
                    dynamic = channels;
                    dynamicLane = lane;
                    offer(
                            lane,
                            channels.open(
                                    new DisplayControl(
                                            MOST_MONITORS,
                                            LARGEST_SIDE,
                                            LARGEST_SIDE,
                                            layout -> resize.accept(layout(layout)))));
                });
        drain();
    }

    /** Asks a client that has dynamic channels whether it is there. */
    void ask(Runnable answered) {
        DynamicChannels channels = dynamic;
        ChannelOutbox.Lane lane = dynamicLane;
        if (channels == null || lane == null || channels.version() == 0) {
            return;
        }
        if (!questions.isEmpty()
                && (questions.getFirst().isOpen() || questions.size() >= MOST_QUESTIONS)) {
            offer(lane, channels.close(questions.removeFirst()));
        }
        var question = new LifeQuestion(answered);
        questions.addLast(question);
        offer(lane, channels.open(question));
        drain();
    }

    /** Another desktop is shown; its clipboard is the one to share, if it has one. */
    void desktop(Optional<DesktopClipboard> shown) {
        desktop = shown;
        if (clipboard != null) {
            clipboard.desktop(shown);
        }
    }

    /** Takes one chunk from the client. */
    void received(Action.ChannelData data) throws ProtocolException {
        Speaker speaker = speakers.get(data.channel().id());
        if (speaker == null) {
            return;
        }
        offer(
                speaker.lane(),
                speaker.inbox().receive(data.totalLength(), data.flags(), data.chunk()));
        drain();
    }

    /** Sends what the socket takes now. */
    void drain() {
        while (outbox.pending() && driver.isWritable() && driver.connection().active()) {
            outbox.drain(
                    CREDIT,
                    (channel, total, flags, bytes, offset, length) ->
                            driver.write(
                                    driver.connection()
                                            .channelChunk(
                                                    channel, total, flags, bytes, offset, length)));
            driver.flush();
        }
    }

    void close() {
        desktop(Optional.empty());
        speakers.values().forEach(speaker -> speaker.processor().closed());
        speakers.clear();
    }

    private ChannelOutbox.Lane add(StaticChannel channel, ChannelProcessor processor) {
        ChannelOutbox.Lane lane = outbox.lane(channel, LONGEST_QUEUE);
        speakers.put(channel.id(), new Speaker(processor, new ChannelInbox(processor), lane));
        offer(lane, processor.opened());
        return lane;
    }

    private static void offer(ChannelOutbox.Lane lane, List<byte[]> messages) {
        messages.forEach(lane::offer);
    }

    private void onLoop(Runnable task) {
        driver.execute(() -> {
            task.run();
            drain();
        });
    }

    /** The client's monitors with their top left corner at (0, 0). */
    private static DisplayLayout layout(MonitorLayout wanted) {
        int left = wanted.monitors().stream().mapToInt(MonitorLayout.Monitor::left).min().orElse(0);
        int top = wanted.monitors().stream().mapToInt(MonitorLayout.Monitor::top).min().orElse(0);
        return new DisplayLayout(
                wanted.monitors().stream()
                        .map(monitor ->
                                new DisplayLayout.Monitor(
                                        new Rect(
                                                monitor.left() - left,
                                                monitor.top() - top,
                                                monitor.width(),
                                                monitor.height()),
                                        monitor.primary()))
                        .toList(),
                Math.clamp(wanted.primary().desktopScale(), 100, 500));
    }
}
