package holdfast.server.client;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.screen.Notice;
import holdfast.desktops.screen.OverlaidDesktop;
import holdfast.protocol.connect.Action;
import holdfast.protocol.connect.ClientCore;
import holdfast.protocol.connect.ClientInfo;
import holdfast.protocol.connect.ClientProfile;
import holdfast.protocol.connect.CloseReason;
import holdfast.protocol.input.FastPathInput;
import holdfast.protocol.input.InputEvent;
import holdfast.protocol.input.SlowPathInput;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.share.LogonNotice;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.server.net.RdpDriver;
import holdfast.server.net.RdpEvents;
import holdfast.server.screen.FramePump;
import holdfast.server.tls.Certificates;
import holdfast.sessions.ArcCookie;
import holdfast.sessions.ConnectionLoss;
import holdfast.sessions.EndReason;
import holdfast.sessions.LimitWarning;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.settings.RedirectionLimits;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client from its first byte to its last. Owned by the connection's event loop: everything here
 * runs there, but for the methods of {@link FramePump.Outlet}, which post to it.
 */
public final class ClientConnection implements RdpEvents, FramePump.Outlet {
    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

    /** How long what a failed desktop said stays for somebody who does not answer. */
    private static final Duration FAILURE_SHOWN = Duration.ofMinutes(2);

    private final RdpDriver driver;
    private final ClientServices services;
    private final String listener;
    private final Certificates.Serving serving;
    private final ClientPort port;
    private final FramePump pump;
    private final ClientLogon logon;
    private final ClientChannels channels;
    private final Inputs inputs = new Inputs();

    private @Nullable ClientCore core;
    private @Nullable ClientInfo info;
    private @Nullable ClientProfile profile;
    private @Nullable Desktop shown;
    private @Nullable OverlaidDesktop overlay;
    private @Nullable CompletableFuture<Void> painting;
    private @Nullable ArcCookie cookie;
    private @Nullable LogonNotice notice;
    private @Nullable LivenessWatch liveness;
    private @Nullable DisplayLayout resized;
    private String user = "";
    private boolean leaving;

    /**
     * @param listener the connection's name in settings, such as {@code rdp-tcp}
     * @param name the connection's own name, such as {@code rdp-tcp#5}
     * @param serving the certificate and level of this connection, whatever is set later
     */
    public ClientConnection(
            RdpDriver driver,
            ClientServices services,
            String listener,
            String name,
            Certificates.Serving serving) {
        this.driver = driver;
        this.services = services;
        this.listener = listener;
        this.serving = serving;
        this.port = new ClientPort(this, name);
        this.pump = new FramePump(services.encoders(), this);
        this.logon = new ClientLogon(this, services);
        this.channels = new ClientChannels(driver);
    }

    RdpDriver driver() {
        return driver;
    }

    ClientPort port() {
        return port;
    }

    String listener() {
        return listener;
    }

    /** What TLS showed to this client, which CredSSP binds to. */
    X509Certificate certificate() {
        return serving.certificate().certificate();
    }

    ClientCore core() {
        return present(core);
    }

    /** The client's computer name, once it has said it. */
    String name() {
        return core == null ? "" : core.name();
    }

    String address() {
        return driver.remoteAddress().getAddress().getHostAddress();
    }

    boolean active() {
        return profile != null;
    }

    /** The size the client has, or wants while it is not active. */
    DisplayLayout layout() {
        if (resized != null) {
            return resized;
        }
        ClientCore.Size size = profile != null ? profile.desktop() : core().desktop();
        return within(Limits.layout(core(), size.width(), size.height()));
    }

    @Override
    public void action(Action action) {
        switch (action) {
            case Action.ClientIdentified identified -> core = identified.core();
            case Action.LogonRequested requested -> {
                info = requested.info();
                logon.begin(requested.info());
            }
            case Action.AuthenticateNetwork authenticate ->
                    logon.networkAuthentication(authenticate.tsRequest());
            case Action.Activated activated -> activated(activated.profile());
            case Action.FastPathInput input -> fastPathInput(input);
            case Action.SlowPathInput input -> slowPathInput(input);
            case Action.ShutdownRequested _ -> shutdownRequested();
            case Action.RefreshRequested _ -> pump.repaint();
            case Action.OutputSuppressed _ -> pump.suppress(true);
            case Action.OutputAllowed _ -> pump.suppress(false);
            case Action.RttAnswered answered -> {
                if (liveness != null) {
                    liveness.answered(answered.sequence());
                }
            }
            case Action.ChannelData data -> channelData(data);
            case Action.FrameAcknowledged frame -> {
                if (liveness != null) {
                    liveness.frameAcknowledged(frame.frameId());
                }
            }
            case Action.Requested _, Action.BandwidthMeasured _ -> {}
            case Action.Send _, Action.StartTls _, Action.Close _ ->
                    throw new IllegalStateException("the driver's own: " + action);
        }
    }

    private void activated(ClientProfile now) {
        boolean first = profile == null;
        profile = now;
        pump.activated(
                Limits.of(now),
                Limits.skipsAlpha(now),
                now.compressionType(),
                new DisplaySize(now.desktop().width(), now.desktop().height()));
        if (first) {
            services.protections().active(port.name(), protection(now.security()));
            liveness = new LivenessWatch(this, services, now, channels);
            channels.open(now, this::resize);
            sendPending();
            logon.clientIsActive();
        }
    }

    private Protection protection(ClientProfile.Security security) {
        var tls = driver.channel().pipeline().get(SslHandler.class);
        String level = serving.level().word();
        if (tls == null) {
            return new Protection(
                    "rdp", level, security.method().map(Enum::name).orElse("none"), "");
        }
        var session = tls.engine().getSession();
        return new Protection(
                security.protocol().networkLevelAuthentication() ? "nla" : "tls",
                level,
                session.getProtocol() + " " + session.getCipherSuite(),
                serving.certificate().fingerprint());
    }

    private void fastPathInput(Action.FastPathInput input) {
        try {
            var reader = new WireReader("TS_FP_INPUT_PDU", input.events());
            if (input.count() > 0) {
                apply(FastPathInput.decode(input.count(), reader));
            }
        } catch (ProtocolException e) {
            protocolFault(e, ErrorInfo.INVALIDINPUTPDUTYPE);
        }
    }

    private void channelData(Action.ChannelData data) {
        try {
            channels.received(data);
        } catch (ProtocolException e) {
            protocolFault(e, ErrorInfo.VCHANNELDATATOOSHORT);
        }
    }

    /** The client's window has another size or other monitors now. */
    private void resize(DisplayLayout wanted) {
        DisplayLayout allowed = within(wanted);
        if (!logon.mayShow(allowed)) {
            return;
        }
        resized = allowed;
        if (shown != null) {
            shown.resize(allowed);
        }
    }

    private void slowPathInput(Action.SlowPathInput input) {
        try {
            apply(SlowPathInput.decode(new WireReader("TS_INPUT_PDU_DATA", input.body())));
        } catch (ProtocolException e) {
            protocolFault(e, ErrorInfo.INPUTPDUBADLENGTH);
        }
    }

    private void apply(List<InputEvent> events) {
        Desktop target = overlay;
        if (target == null) {
            return;
        }
        services.sessions().activity(port);
        for (InputEvent event : events) {
            inputs.translate(event, target.size()).ifPresent(target::input);
        }
    }

    private void protocolFault(ProtocolException e, ErrorInfo told) {
        log.atInfo().addKeyValue("client", address()).log("Refused: {}", e.getMessage());
        gone(new ConnectionLoss.ProtocolFault(String.valueOf(e.getMessage())));
        driver.perform(driver.connection().disconnect(told));
    }

    /** The X of the window: the session is disconnected at once, whatever the client does next. */
    private void shutdownRequested() {
        leaving = true;
        if (logon.inSession()) {
            gone(new ConnectionLoss.ClientLeft());
            driver.perform(
                    driver.connection().disconnect(ErrorInfo.RPC_INITIATED_DISCONNECT_BYUSER));
        }
    }

    /** Shows a desktop; the connection closes it when another takes its place or it ends itself. */
    CompletableFuture<Void> show(Desktop next, Optional<DesktopClipboard> clipboard) {
        channels.desktop(clipboard);
        Desktop last = shown;
        shown = next;
        OverlaidDesktop over = new OverlaidDesktop(next, services.clock());
        overlay = over;
        if (painting != null) {
            painting.cancel(false);
        }
        painting = new CompletableFuture<>();
        next.resize(layout());
        next.input(new DesktopInput.KeyboardLayout(core().keyboard().layout()));
        pump.show(over);
        if (last != null) {
            last.close();
        }
        return painting;
    }

    /** What may pass between this client and a user's session. */
    RedirectionLimits redirection(String user) {
        return services.rules().redirection(user, listener);
    }

    private DisplayLayout within(DisplayLayout wanted) {
        return Limits.within(wanted, services.rules().display(user, listener));
    }

    Instant now() {
        return services.clock().instant();
    }

    /** A limit's warning as the user reads it. */
    Notice notice(LimitWarning warning) {
        String what =
                warning.ends()
                        ? "This session will be ended in %t, and what is not saved is lost."
                        : "You will be disconnected in %t. Your programs go on running.";
        String cancel = warning.inputCancels() ? " Press a key or move the mouse to stay." : "";
        return new Notice(
                warning.limit() == EndReason.IDLE_LIMIT ? "Are you still there?" : "Time limit",
                what + cancel,
                List.of(warning.inputCancels() ? "Stay" : "OK"),
                Optional.of(now().plus(warning.left())));
    }

    /** Where messages and warnings are shown. */
    Optional<OverlaidDesktop> overlay() {
        return Optional.ofNullable(overlay);
    }

    void offerCookie(ArcCookie next) {
        cookie = next;
        sendPending();
    }

    /** Somebody is logged on now. */
    void loggedOn(String name, int session) {
        user = name;
        if (liveness != null) {
            liveness.user(name);
        }
        services.doorkeeper().known(driver.channel());
        driver.connection().userLoggedOn(true);
        if (info != null && info.wantsLogonNotify()) {
            notice = new LogonNotice.LoggedOn("", name, session);
        }
        sendPending();
    }

    private void sendPending() {
        if (profile == null || !driver.connection().active()) {
            return;
        }
        if (notice != null) {
            driver.write(driver.connection().logonNotice(notice));
            notice = null;
        }
        if (cookie != null && profile.capabilities().general().autoReconnect()) {
            driver.write(
                    driver.connection()
                            .logonNotice(
                                    new LogonNotice.ReconnectCookie(
                                            cookie.logonId(), cookie.random())));
            cookie = null;
        }
        driver.flush();
    }

    /** Tells the client why and closes. */
    void close(EndReason reason) {
        driver.perform(driver.connection().disconnect(ErrorInfos.of(reason.errorInfo())));
    }

    /** Shows the user what a desktop said last, and closes when it was read. */
    void fail(EndReason reason, String detail) {
        show(FailureScreen.of(this, services, reason, detail), Optional.empty());
        driver.channel()
                .eventLoop()
                .schedule(() -> close(reason), FAILURE_SHOWN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The peer is dead: closes without a word. */
    void broken(String evidence) {
        gone(new ConnectionLoss.Broken(evidence));
        driver.abort();
    }

    private void gone(ConnectionLoss loss) {
        services.sessions().connectionClosed(port, loss, quality());
    }

    private LinkQuality quality() {
        return liveness == null ? LinkQuality.UNKNOWN : liveness.quality();
    }

    @Override
    public void heard() {
        if (liveness != null) {
            liveness.heard();
        }
    }

    @Override
    public void writable(boolean writable) {
        pump.writable(writable);
        channels.drain();
    }

    @Override
    public void closed(Optional<CloseReason> reason) {
        pump.stop();
        channels.close();
        logon.stop();
        if (liveness != null) {
            liveness.stop();
        }
        port.closed();
        services.protections().closed(port.name());
        gone(loss(reason));
        if (overlay != null) {
            overlay.close();
        }
        if (painting != null) {
            painting.cancel(false);
        }
        reason.ifPresent(why -> services.refused().closed(listener, name(), address(), why));
        reason.ifPresent(
                why -> log.atDebug().addKeyValue("client", address()).log("Closed: {}", why));
    }

    private ConnectionLoss loss(Optional<CloseReason> reason) {
        if (leaving) {
            return new ConnectionLoss.ClientLeft();
        }
        return switch (reason.orElse(null)) {
            case null -> new ConnectionLoss.Broken("TCP ended without a goodbye");
            case CloseReason.ClientLeft _, CloseReason.ShutdownWithoutUser _ ->
                    new ConnectionLoss.ClientLeft();
            case CloseReason.ProtocolError error ->
                    new ConnectionLoss.ProtocolFault(error.message());
            case CloseReason.TimedOut timedOut ->
                    new ConnectionLoss.Broken("nothing came while " + timedOut.state());
            case CloseReason.SecurityRefused _,
                    CloseReason.EncryptionRefused _,
                    CloseReason.AuthenticationFailed _,
                    CloseReason.NotAuthorized _,
                    CloseReason.ServerEnded _ ->
                    new ConnectionLoss.ClientLeft();
        };
    }

    @Override
    public void submit(FramePump.Frame frame) {
        driver.execute(() -> {
            frame.writeTo(driver.connection(), driver::write);
            driver.flush();
            pump.sent(driver.isWritable());
        });
    }

    @Override
    public void later(Runnable task, long nanos) {
        driver.channel().eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void resizeClient(DisplaySize size) {
        driver.execute(() -> {
            pump.deactivated();
            driver.perform(
                    driver.connection()
                            .reactivate(
                                    size.width(),
                                    size.height(),
                                    present(profile).colourDepth(),
                                    services.clock().instant()));
        });
    }

    @Override
    public void ended(DesktopEnd end) {
        // Sessions learn of their desktop's end from its host; the logon screen never ends by
        // itself.
    }

    @Override
    public void painted() {
        driver.execute(() -> {
            if (painting != null) {
                painting.complete(null);
            }
        });
    }

    @Override
    public void failed(RuntimeException cause) {
        driver.execute(() ->
                driver.perform(driver.connection().disconnect(ErrorInfo.GRAPHICSSUBSYSTEMFAILED)));
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the client has not said enough yet");
        }
        return value;
    }
}
