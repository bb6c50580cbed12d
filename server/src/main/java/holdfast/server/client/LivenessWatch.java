package holdfast.server.client;

import holdfast.protocol.connect.ClientProfile;
import holdfast.server.net.RdpDriver;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.Liveness;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.liveness.PeerAbilities;
import holdfast.sessions.liveness.TcpNumbers;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has {@link Liveness} watch one active connection: time in, questions out. On the event loop. */
final class LivenessWatch {
    private final ClientConnection client;
    private final ClientServices services;
    private final RdpDriver driver;
    private final Liveness liveness;
    private @Nullable ScheduledFuture<?> next;

    LivenessWatch(ClientConnection client, ClientServices services, ClientProfile profile) {
        this.client = client;
        this.services = services;
        this.driver = client.driver();
        var rules = services.rules().rulesFor("", client.listener());
        this.liveness =
                new Liveness(
                        rules.liveness(),
                        new PeerAbilities(profile.autoDetect(), profile.heartbeat()),
                        System.nanoTime());
        set(liveness.tcp());
        tick();
    }

    void heard() {
        liveness.heard(System.nanoTime());
    }

    void answered(int sequence) {
        liveness.answered(sequence, System.nanoTime());
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
        for (LivenessStep step : liveness.tick(now)) {
            services.sessions().observed(client.port(), step);
            switch (step) {
                case LivenessStep.AskRtt ask -> {
                    if (driver.connection().active()) {
                        driver.send(driver.connection().rttRequest(ask.sequence()));
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

    private void set(TcpNumbers numbers) {
        var config = driver.channel().config();
        config.setOption(EpollChannelOption.TCP_KEEPIDLE, numbers.keepIdleSeconds());
        config.setOption(EpollChannelOption.TCP_KEEPINTVL, numbers.keepIntervalSeconds());
        config.setOption(EpollChannelOption.TCP_KEEPCNT, numbers.keepCount());
        config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, numbers.userTimeoutMillis());
    }
}
