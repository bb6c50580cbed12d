package holdfast.server.client;

import holdfast.protocol.channel.DynamicChannels;
import holdfast.protocol.connect.ClientProfile;
import holdfast.protocol.update.ClientLimits;
import holdfast.server.net.RdpDriver;
import holdfast.server.screen.EmptyFrame;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.Liveness;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.liveness.PeerAbilities;
import holdfast.sessions.liveness.TcpNumbers;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Liveness} watch one active connection: time in, questions out. On the event loop. */
final class LivenessWatch {
    private static final int IPPROTO_TCP = 6;
    private static final Logger log = LoggerFactory.getLogger(LivenessWatch.class);

    /**
     * The longest wait between two tries of a lost packet, linux/tcp.h, since Linux 6.15. Left to
     * itself it doubles to minutes: a picture that moves long after the link is back, and answers
     * that come too late on a link that only loses a lot.
     */
    private static final IntegerUnixChannelOption TCP_RTO_MAX_MS =
            new IntegerUnixChannelOption("TCP_RTO_MAX_MS", IPPROTO_TCP, 44);

    /** The same for the first six tries where little is under way, in every Linux. */
    private static final IntegerUnixChannelOption TCP_THIN_LINEAR_TIMEOUTS =
            new IntegerUnixChannelOption("TCP_THIN_LINEAR_TIMEOUTS", IPPROTO_TCP, 16);

    /** Tells frames that are questions from those with a picture, which are counted from 1. */
    private static final int QUESTION = 0x8000_0000;

    private static final int LONGEST_WAIT_MILLIS = 1500;

    private final ClientConnection client;
    private final ClientServices services;
    private final RdpDriver driver;
    private final Liveness liveness;
    private final IntConsumer question;
    private @Nullable ScheduledFuture<?> next;

    LivenessWatch(
            ClientConnection client,
            ClientServices services,
            ClientProfile profile,
            ClientChannels channels) {
        this.client = client;
        this.services = services;
        this.driver = client.driver();
        var way = wayToAsk(profile, channels);
        this.question = way.orElse(_ -> {});
        var rules = services.rules().rulesFor("", client.listener());
        this.liveness =
                new Liveness(
                        rules.liveness(),
                        new PeerAbilities(way.isPresent(), profile.heartbeat()),
                        System.nanoTime());
        set(liveness.tcp());
        tryAgainSoon(TCP_RTO_MAX_MS, LONGEST_WAIT_MILLIS);
        tryAgainSoon(TCP_THIN_LINEAR_TIMEOUTS, 1);
        tick();
    }

    void heard() {
        liveness.heard(System.nanoTime());
    }

    void answered(int sequence) {
        liveness.answered(sequence, System.nanoTime());
    }

    /** A frame was acknowledged, by its unsigned number. */
    void frameAcknowledged(long frameId) {
        if ((frameId & QUESTION) != 0) {
            answered((int) frameId & 0xFFFF);
        }
    }

    /** The user is known: the rules may be others. */
    void user(String user) {
        liveness.rules(
                services.rules().rulesFor(user, client.listener()).liveness(), System.nanoTime());
        set(liveness.tcp());
        tick();
    }

    LinkQuality quality() {
        return liveness.quality();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void tick() {
        stop();
        long now = System.nanoTime();
        liveness.outbound(driver.waitingBytes(), driver.takenBytes(), now);
        lookAtLink(now);
        for (LivenessStep step : liveness.tick(now)) {
            services.sessions().observed(client.port(), step);
            switch (step) {
                case LivenessStep.AskRtt ask -> {
                    if (driver.connection().active()) {
                        question.accept(ask.sequence());
                    }
                }
                case LivenessStep.SendHeartbeat beat -> {
                    if (driver.connection().active()) {
                        driver.send(
                                driver.connection()
                                        .heartbeat(
                                                beat.periodSeconds(),
                                                beat.count1(),
                                                beat.count2()));
                    }
                }
                case LivenessStep.Broken broken -> {
                    client.broken(broken.evidence());
                    return;
                }
                case LivenessStep.SilenceBegan _,
                        LivenessStep.SilenceEnded _,
                        LivenessStep.OwnStall _ -> {}
            }
        }
        long wait = Math.max(1_000_000L, liveness.nextTick() - System.nanoTime());
        next = driver.channel().eventLoop().schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }

    private void lookAtLink(long now) {
        if (driver.channel() instanceof EpollSocketChannel socket && socket.isOpen()) {
            EpollTcpInfo info = socket.tcpInfo();
            liveness.link(
                    info.totalRetrans(), TimeUnit.MILLISECONDS.toNanos(info.lastAckRecv()), now);
        }
    }

    /** The strongest question that the client answers; given the number of each. */
    private Optional<IntConsumer> wayToAsk(ClientProfile profile, ClientChannels channels) {
        if (profile.autoDetect()) {
            return Optional.of(sequence -> driver.send(driver.connection().rttRequest(sequence)));
        }
        if (profile.channel(DynamicChannels.NAME).isPresent()) {
            return Optional.of(sequence -> channels.ask(() -> answered(sequence)));
        }
        // Last, since some clients leave frames alone while their window is not seen.
        if (Limits.acknowledgesFrames(profile)) {
            ClientLimits limits = Limits.of(profile);
            return Optional.of(sequence ->
                    EmptyFrame.write(
                            QUESTION | sequence, limits, driver.connection(), driver::send));
        }
        return Optional.empty();
    }

    private void tryAgainSoon(IntegerUnixChannelOption option, int value) {
        try {
            driver.channel().config().setOption(option, value);
        } catch (ChannelException e) {
            log.atDebug().addKeyValue("option", option.name()).log("This kernel does not have it");
        }
    }

    private void set(TcpNumbers numbers) {
        if (!driver.channel().isOpen()) {
            return; // A closed socket takes no options, and needs none.
        }
        var config = driver.channel().config();
        config.setOption(EpollChannelOption.TCP_KEEPIDLE, numbers.keepIdleSeconds());
        config.setOption(EpollChannelOption.TCP_KEEPINTVL, numbers.keepIntervalSeconds());
        config.setOption(EpollChannelOption.TCP_KEEPCNT, numbers.keepCount());
        config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, numbers.userTimeoutMillis());
    }
}
