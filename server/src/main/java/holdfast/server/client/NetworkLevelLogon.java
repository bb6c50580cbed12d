package holdfast.server.client;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome;
import holdfast.logon.NetworkLogon;
import holdfast.logon.UserName;
import holdfast.protocol.connect.Action;
import holdfast.protocol.connect.NetworkAuthentication;
import holdfast.sessions.record.EventKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client that proves who its user is before it says anything else. The door decides about the
 * proof; whether the connection is for this user is asked here, since a client that reads the early
 * user authorization result is told so at the end of the exchange. On the connection's event loop.
 */
final class NetworkLevelLogon {
    private final ClientConnection client;
    private final ClientServices services;
    private final ClientLogon logon;
    private @Nullable NetworkLogon exchange;

    NetworkLevelLogon(ClientConnection client, ClientServices services, ClientLogon logon) {
        this.client = client;
        this.services = services;
        this.logon = logon;
    }

    /** One TSRequest of CredSSP: the door answers it, and decides about the user on the way. */
    void received(byte[] tsRequest) {
        NetworkLogon asked = exchange;
        if (asked == null) {
            var begun = services.door().networkLogon(client.certificate(), logon.origin());
            if (begun.isEmpty()) { // Switched off since it was negotiated.
                perform(new NetworkAuthentication.Failed(Optional.empty()));
                return;
            }
            asked = begun.get();
            exchange = asked;
        }
        NetworkLogon answering = asked;
        logon.onLoop(asked.received(tsRequest), answer -> answered(answering, answer));
    }

    /** What the door decided, once the exchange is over. */
    Optional<LogonOutcome> outcome() {
        return exchange == null ? Optional.empty() : exchange.outcome();
    }

    /** The outcome, which the caller uses up; afterwards there is none. */
    Optional<LogonOutcome> take() {
        Optional<LogonOutcome> taken = outcome();
        exchange = null;
        return taken;
    }

    /** Whoever has proven to be somebody gets no other's session by a cookie. */
    boolean isProvenOrNobody(String user) {
        return !(outcome().orElse(null) instanceof LogonOutcome.Granted granted)
                || granted.user().name().equals(user);
    }

    /** What was proven and is not used holds a password or a thread no longer. */
    void stop() {
        switch (take().orElse(null)) {
            case LogonOutcome.Granted granted -> granted.proof().ifPresent(Credentials::close);
            case LogonOutcome.MorePrompts more -> more.conversation().abandon();
            case LogonOutcome.PasswordMustChange change -> change.change().abandon();
            case LogonOutcome.Denied _ -> {}
            case null -> {}
        }
    }

    private void answered(NetworkLogon asked, NetworkAuthentication answer) {
        if (answer instanceof NetworkAuthentication.Done(var reply, boolean authorized)
                && authorized
                && asked.outcome().orElse(null) instanceof LogonOutcome.Granted granted) {
            logon.onLoop(
                    logon.mayLogOn(granted),
                    allowed -> perform(asked, new NetworkAuthentication.Done(reply, allowed)));
        } else {
            perform(asked, answer);
        }
    }

    /** A refusal that ends the connection is recorded here; others go on to the logon screen. */
    private void perform(NetworkLogon asked, NetworkAuthentication answer) {
        if (perform(answer).stream().anyMatch(Action.Close.class::isInstance)) {
            String user = asked.claimed().map(UserName::account).orElse("");
            asked.outcome()
                    .ifPresent(why ->
                            logon.note(
                                    EventKind.SECURITY_LOGON_FAILED,
                                    user,
                                    "NLA: " + recorded(why)));
        }
    }

    private List<Action> perform(NetworkAuthentication answer) {
        List<Action> actions =
                client.driver()
                        .connection()
                        .networkAuthentication(answer, services.clock().instant());
        client.driver().perform(actions);
        return actions;
    }

    private static String recorded(LogonOutcome refusal) {
        return switch (refusal) {
            case LogonOutcome.Denied denied -> ClientLogon.recorded(denied);
            case LogonOutcome.PasswordMustChange _ -> Denial.PASSWORD_MUST_CHANGE.toString();
            case LogonOutcome.Granted _, LogonOutcome.MorePrompts _ -> ClientLogon.NOT_HERE;
        };
    }
}
