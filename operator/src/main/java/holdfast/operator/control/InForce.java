package holdfast.operator.control;

import holdfast.server.HoldfastServer;
import holdfast.server.client.Protection;
import holdfast.sessions.SessionView;
import holdfast.settings.Configuration;
import holdfast.settings.KeepAliveSettings;
import holdfast.settings.SessionSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What holds for a running session: limits change at once with the settings, its protection is what
 * its client came in with. A limit of zero is no limit.
 *
 * @param protection absent while no client is connected
 */
record InForce(
        Duration idleLimit,
        Duration connectionLimit,
        Duration disconnectedLimit,
        String onLimit,
        String onBrokenConnection,
        boolean autoReconnect,
        boolean singleSessionPerUser,
        boolean keepAlive,
        Duration askAfter,
        Duration brokenAfter,
        Optional<Protection> protection) {

    static InForce of(SessionView view, HoldfastServer server) {
        Configuration now = server.config().current();
        SessionSettings session = now.session(view.user(), view.connection());
        KeepAliveSettings keepAlive = now.keepAlive(view.connection());
        return new InForce(
                session.idleLimit(),
                session.connectionLimit(),
                session.disconnectedLimit(),
                session.onLimit().name().toLowerCase(Locale.ROOT),
                session.onBrokenConnection().name().toLowerCase(Locale.ROOT),
                session.autoReconnect(),
                session.singleSessionPerUser(),
                keepAlive.enabled(),
                keepAlive.askAfter(),
                keepAlive.brokenAfter(),
                server.protections().of(view.name()));
    }
}
