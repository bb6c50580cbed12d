package holdfast.server.net;

import holdfast.server.ServerStartException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** One bound address that takes connections. */
public final class Listener implements AutoCloseable {
    /**
     * Frames wait for the socket at the high mark and go on at the low one: enough for a whole
     * full-screen frame, little enough that what waits is never old.
     */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /** Bytes in the kernel that are not sent yet; more would only make pictures older. */
    private static final int UNSENT_IN_KERNEL = 128 * 1024;

    private final Channel channel;

    private Listener(Channel channel) {
        this.channel = channel;
    }

    /** The threads that move bytes, for all listeners of a server. */
    public static EventLoopGroup loops(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("net", true), EpollIoHandler.newFactory());
    }

    /**
     * How the kernel itself finds a dead peer, under everything that RDP can ask.
     *
     * @param idle of silence before the first probe
     * @param userTimeout how long sent data may stay unacknowledged
     */
    public record KernelKeepAlive(
            Duration idle, Duration interval, int count, Duration userTimeout) {}

    /** Binds {@code address} and hands each new channel to {@code connected}. */
    public static Listener bind(
            EventLoopGroup loops,
            InetSocketAddress address,
            KernelKeepAlive keepAlive,
            Consumer<Channel> connected)
            throws ServerStartException {
        var bootstrap =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(
                                EpollChannelOption.TCP_KEEPIDLE,
                                (int) Math.max(1, keepAlive.idle().toSeconds()))
                        .childOption(
                                EpollChannelOption.TCP_KEEPINTVL,
                                (int) Math.max(1, keepAlive.interval().toSeconds()))
                        .childOption(EpollChannelOption.TCP_KEEPCNT, keepAlive.count())
                        .childOption(
                                EpollChannelOption.TCP_USER_TIMEOUT,
                                (int) keepAlive.userTimeout().toMillis())
                        .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT_IN_KERNEL)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        connected.accept(channel);
                                    }
                                });
        try {
            return new Listener(bootstrap.bind(address).syncUninterruptibly().channel());
        } catch (Exception e) {
            // syncUninterruptibly throws the cause itself, unchecked.
            throw new ServerStartException(
                    "cannot listen on "
                            + address.getHostString()
                            + ":"
                            + address.getPort()
                            + " ("
                            + e.getMessage()
                            + "): stop what uses the port (ss -ltnp shows it), or choose another"
                            + " with --listen ADDR:PORT",
                    e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
