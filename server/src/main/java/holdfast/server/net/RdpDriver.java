package holdfast.server.net;

import holdfast.protocol.connect.Action;
import holdfast.protocol.connect.CloseReason;
import holdfast.protocol.connect.RdpConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link RdpConnection} from a channel: bytes and time in, actions out. All of it runs
 * on the channel's event loop; {@link #execute} gets there from other threads.
 */
public final class RdpDriver extends ChannelInboundHandlerAdapter {
    /** How long a closing connection may take to read the reason it is given. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(RdpDriver.class);

    private final Function<Instant, RdpConnection> makeConnection;
    private final Supplier<SslHandler> makeTls;
    private final Function<RdpDriver, RdpEvents> makeEvents;
    private final InstantSource clock;

    private @Nullable ChannelHandlerContext context;
    private @Nullable RdpConnection connection;
    private @Nullable RdpEvents events;
    private @Nullable ScheduledFuture<?> tick;
    private @Nullable CloseReason closeReason;
    private byte[] scratch = new byte[0];
    private long waitingBytes;
    private long takenBytes;
    private boolean closing;

    /** The owner was told that the connection is over. */
    private boolean over;

    /**
     * @param makeTls a TLS handler for this channel, as server
     * @param makeEvents called once, when the channel is active
     */
    public RdpDriver(
            Function<Instant, RdpConnection> makeConnection,
            Supplier<SslHandler> makeTls,
            Function<RdpDriver, RdpEvents> makeEvents,
            InstantSource clock) {
        this.makeConnection = makeConnection;
        this.makeTls = makeTls;
        this.makeEvents = makeEvents;
        this.clock = clock;
    }

    /** Runs {@code task} on the event loop, unless the connection is over. */
    public void execute(Runnable task) {
        var loop = context().channel().eventLoop();
        if (loop.inEventLoop()) {
            runGuarded(task);
        } else if (!loop.isShuttingDown()) {
            loop.execute(() -> runGuarded(task));
        }
    }

    /** The protocol machine; to be touched on the event loop only. */
    public RdpConnection connection() {
        return present(connection);
    }

    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) context().channel().remoteAddress();
    }

    public InetSocketAddress localAddress() {
        return (InetSocketAddress) context().channel().localAddress();
    }

    public io.netty.channel.Channel channel() {
        return context().channel();
    }

    /** Bytes that were written and that the socket has not taken. On the event loop only. */
    public long waitingBytes() {
        return waitingBytes;
    }

    /** Bytes that the socket took since the connection began. On the event loop only. */
    public long takenBytes() {
        return takenBytes;
    }

    public boolean isWritable() {
        return context().channel().isWritable();
    }

    /** Queues a frame; {@link #flush} sends it. */
    public void write(byte[] frame) {
        if (closing || frame.length == 0) {
            return;
        }
        waitingBytes += frame.length;
        context()
                .write(Unpooled.wrappedBuffer(frame))
                .addListener(_ -> {
                    waitingBytes -= frame.length;
                    takenBytes += frame.length;
                });
    }

    public void flush() {
        context().flush();
    }

    /** Writes and flushes. */
    public void send(byte[] frame) {
        write(frame);
        flush();
    }

    /** Carries out what a method of {@link #connection} returned. */
    public void perform(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Send send -> write(send.bytes());
                case Action.StartTls _ -> startTls();
                case Action.Close close -> close(close.reason());
                default -> present(events).action(action);
            }
        }
        flush();
        scheduleTick();
    }

    /** Cuts the connection at once, without a word: it is broken. */
    public void abort() {
        closing = true;
        context().close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        if (added.channel().isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        begin();
        active.fireChannelActive();
    }

    private void begin() {
        if (connection == null) {
            connection = makeConnection.apply(clock.instant());
            events = makeEvents.apply(this);
            scheduleTick();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        try {
            if (closing || !(message instanceof ByteBuf bytes)) {
                return;
            }
            int length = bytes.readableBytes();
            if (scratch.length < length) {
                scratch = new byte[Math.max(4096, length)];
            }
            bytes.readBytes(scratch, 0, length);
            present(events).heard();
            perform(connection().received(scratch, 0, length, clock.instant()));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !closing) {
            if (handshake.isSuccess()) {
                perform(connection().tlsEstablished(clock.instant()));
            } else {
                log.atDebug().setCause(handshake.cause()).log("TLS handshake failed");
                abort();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (!closing) {
            present(events).writable(changed.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        closing = true;
        over();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        // Netty wraps what TLS refuses in an exception of its own.
        if (cause instanceof java.io.IOException
                || (cause instanceof DecoderException
                        && cause.getCause() instanceof java.io.IOException)) {
            log.atDebug().addKeyValue("cause", cause.getMessage()).log("Connection broke");
        } else {
            log.atError().setCause(cause).log("A connection failed inside and is closed");
        }
        abort();
    }

    private void startTls() {
        // The confirm before it went out in clear; everything after it goes through TLS.
        flush();
        context().pipeline().addFirst("tls", makeTls.get());
    }

    private void close(CloseReason reason) {
        if (closing) {
            return;
        }
        closing = true;
        closeReason = reason;
        var loop = context().channel().eventLoop();
        loop.execute(this::over);
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput());
        loop.schedule(() -> context().close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Ends our direction only, and goes on reading until the client hangs up. A socket closed with
     * input in it is reset, RFC 9293 3.6.1: a client in the middle of writing would never read why
     * it was turned away.
     */
    private void endOutput() {
        var channel = context().channel();
        var tls = channel.pipeline().get(SslHandler.class);
        ChannelFuture ended = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
        ended.addListener(_ -> {
            if (channel.isActive()) {
                ((DuplexChannel) channel).shutdownOutput();
            }
        });
    }

    private void over() {
        cancelTick();
        if (events != null && !over) {
            over = true;
            events.closed(Optional.ofNullable(closeReason));
        }
    }

    private void cancelTick() {
        if (tick != null) {
            tick.cancel(false);
            tick = null;
        }
    }

    private void scheduleTick() {
        cancelTick();
        Optional<Instant> deadline = connection().deadline();
        if (deadline.isEmpty() || closing) {
            return;
        }
        long millis = Math.max(1, Duration.between(clock.instant(), deadline.get()).toMillis());
        tick =
                context()
                        .channel()
                        .eventLoop()
                        .schedule(
                                () -> perform(connection().tick(clock.instant())),
                                millis,
                                TimeUnit.MILLISECONDS);
    }

    private void runGuarded(Runnable task) {
        if (closing) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            exceptionCaught(context(), e);
        }
    }

    private ChannelHandlerContext context() {
        return present(context);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the channel is not active yet");
        }
        return value;
    }
}
