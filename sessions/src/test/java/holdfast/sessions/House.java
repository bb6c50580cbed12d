package holdfast.sessions;

import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A host in virtual time with everything around it faked. */
final class House {
    final Random random;
    final VirtualTime time;
    final FakeDesktops desktops = new FakeDesktops();
    final MemoryDirectory directory = new MemoryDirectory();
    final List<Throwable> bugs = new ArrayList<>();
    SessionRules rules = SessionRules.DEFAULT;
    SessionHost host;
    private int ports;

    House() {
        this(1);
    }

    House(long seed) {
        random = new Random(seed);
        time = new VirtualTime(random);
        host = open();
        host.start(List.of());
        time.settle();
    }

    private SessionHost open() {
        return new SessionHost(
                (_, _) -> rules,
                desktops,
                directory,
                time,
                time,
                SessionHost.Deadlines.DEFAULT,
                time,
                () -> {
                    var bytes = new byte[ArcCookie.LENGTH];
                    random.nextBytes(bytes);
                    return bytes;
                },
                bugs::add);
    }

    /** The server dies and is started again. */
    void crash() {
        time.forgetEverything();
        host = open();
        host.start(desktops.leaders(time.instant()));
        time.settle();
    }

    FakePort port() {
        return new FakePort("RDP-Tcp#" + ++ports);
    }

    static Newcomer from(FakePort port, String client) {
        return new Newcomer(port, "rdp-tcp", client, "192.0.2.7", new DisplayWish(1024, 768, 32));
    }

    static LogonRequest request(String user, Newcomer from) {
        return new LogonRequest(user, user, from, false);
    }

    CompletableFuture<Admission> logonLater(String user, FakePort port) {
        return host.logon(request(user, from(port, "pc-" + port.name))).toCompletableFuture();
    }

    Admission logon(String user, FakePort port) {
        return answer(logonLater(user, port));
    }

    Admission logonFrom(String user, FakePort port, String client) {
        return answer(host.logon(request(user, from(port, client))));
    }

    Admission reconnect(ArcCookie cookie, FakePort port) {
        return answer(host.reconnectByCookie(cookieRequest(cookie, port)));
    }

    static CookieRequest cookieRequest(ArcCookie cookie, FakePort port) {
        return new CookieRequest(
                cookie.logonId(),
                verifier(cookie.random(), new byte[32]),
                new byte[32],
                from(port, "pc-" + port.name),
                _ -> true);
    }

    static byte[] verifier(byte[] key, byte[] clientRandom) {
        try {
            Mac hmac = Mac.getInstance("HmacMD5");
            hmac.init(new SecretKeySpec(key, "HmacMD5"));
            return hmac.doFinal(clientRandom);
        } catch (java.security.GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    <T> T answer(CompletionStage<T> stage) {
        time.settle();
        return stage.toCompletableFuture().join();
    }

    void closed(FakePort port, ConnectionLoss why) {
        host.connectionClosed(port, why, holdfast.sessions.liveness.LinkQuality.UNKNOWN);
        time.settle();
    }

    void after(Duration time) {
        this.time.advance(time);
    }

    SessionView only() {
        List<SessionView> all = host.query();
        if (all.size() != 1) {
            throw new AssertionError("not one session: " + all);
        }
        return all.getFirst();
    }

    List<EventKind> kinds() {
        return answer(host.events(EventQuery.latest(1000))).stream()
                .map(SessionEvent::kind)
                .toList();
    }
}
