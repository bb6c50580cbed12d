package holdfast.sessions;

/** Why somebody who proved an identity gets no session now. */
public sealed interface Refusal {
    /** {@code holdfast drain} is on; sessions that exist may be reconnected to. */
    record Draining() implements Refusal {}

    /** fDenyTSConnections is set on this listener. */
    record ConnectionsDenied() implements Refusal {}

    /** MaxInstanceCount connections are there already. */
    record TooManyConnections(int allowed) implements Refusal {}

    /**
     * This client was thrown out of the session by a newer logon and came back by itself, again and
     * again; the newer logon keeps the session.
     */
    record NewerLogonHolds() implements Refusal {}

    /** Another connection of the user took the session while this one still waited for it. */
    record OvertakenWhileWaiting() implements Refusal {}

    /** The connection was closed before its session was ready. */
    record ConnectionGone() implements Refusal {}

    /** The desktop did not start: {@code what} says why. */
    record DesktopFailed(String what) implements Refusal {}

    /** The session that was asked for by number is not this user's, or is over. */
    record NoSuchSession(int session) implements Refusal {}

    /** The auto-reconnect cookie was not accepted: go on with an ordinary logon. */
    record CookieNotAccepted(CookieFault why) implements Refusal {}

    /** Too many requests wait already. */
    record Overloaded() implements Refusal {}

    /** The server is stopping. */
    record Stopping() implements Refusal {}

    /** What the client is told when it is closed for this. */
    default EndReason endReason() {
        return switch (this) {
            case Draining _, ConnectionsDenied _, TooManyConnections _ -> EndReason.REFUSED;
            case NoSuchSession _, CookieNotAccepted _ -> EndReason.REFUSED;
            case Overloaded _ -> EndReason.OUT_OF_MEMORY;
            case NewerLogonHolds _, OvertakenWhileWaiting _ -> EndReason.TAKEN_OVER;
            case ConnectionGone _ -> EndReason.CLIENT_LEFT;
            case DesktopFailed _ -> EndReason.DESKTOP_NOT_READY;
            case Stopping _ -> EndReason.SERVER_SHUTDOWN;
        };
    }

    /** One or two sentences for the user: what, why, and what to do. */
    default String text() {
        return switch (this) {
            case Draining _ ->
                    "This server takes no new logons now. Sessions that exist can be returned to.";
            case ConnectionsDenied _ ->
                    "Remote connections are switched off on this server. Ask its administrator.";
            case TooManyConnections(int allowed) ->
                    "The server allows " + allowed + " connections and all are in use. Try later.";
            case NewerLogonHolds _ ->
                    "You logged on from another computer later. Log on by hand to get it back.";
            case OvertakenWhileWaiting _ -> EndReason.TAKEN_OVER.text();
            case ConnectionGone _ -> "The connection was closed before the session was ready.";
            case DesktopFailed(String what) -> "The desktop could not be started: " + what;
            case NoSuchSession(int session) -> "There is no session " + session + " of yours.";
            case CookieNotAccepted _ -> "Automatic reconnection was not possible. Log on again.";
            case Overloaded _ -> "The server has too much to do. Try again in a moment.";
            case Stopping _ -> "The server is stopping. Try again in a moment.";
        };
    }
}
