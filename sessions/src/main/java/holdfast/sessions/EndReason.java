package holdfast.sessions;

/**
 * Why a client's connection to a session ends, or is refused: what the client is told ([MS-RDPBCGR]
 * 2.2.5.1, Set Error Info) and what event 40 records (ExtendedDisconnectReasonCode).
 */
public enum EndReason {
    /** The user closed the window. The client knows; nothing to tell it. */
    CLIENT_LEFT(0x0, 0, "The client left."),
    /** Nothing was heard of the client any more, or the network said that it is gone. */
    CONNECTION_BROKEN(0x0, 0, "The connection broke."),
    /** An administrator disconnected the session. */
    OPERATOR_DISCONNECT(0x1, 1, "An administrator disconnected the session."),
    /** An administrator logged the session off or reset it. */
    OPERATOR_LOGOFF(0x2, 2, "An administrator ended the session."),
    IDLE_LIMIT(0x3, 3, "Nothing was typed or moved for as long as the idle limit allows."),
    CONNECTION_LIMIT(0x4, 4, "The session was connected for as long as its limit allows."),
    /** The user came in from elsewhere; the newer connection has the session. */
    TAKEN_OVER(0x5, 5, "Another connection of this user has taken over the session."),
    OUT_OF_MEMORY(0x6, 6, "The server is out of memory."),
    /** Drain, deny, a full listener: see {@link Refusal} for which. */
    REFUSED(0x7, 7, "The server does not accept this connection now."),
    NOT_PERMITTED(0x9, 9, "This user may not log on remotely."),
    FRESH_CREDENTIALS_REQUIRED(0xA, 10, "The stored credentials are not accepted."),
    /** The user disconnected by a tool or menu in the session. */
    USER_DISCONNECT(0xB, 11, "The user disconnected the session."),
    /** The user's shell or desktop ended. */
    USER_LOGOFF(0xC, 12, "The user logged off."),
    /** The desktop did not start. */
    DESKTOP_NOT_READY(0xF, 0, "The desktop could not be started."),
    /** The desktop broke while it was running. */
    DESKTOP_FAILED(0x11, 0, "The desktop failed."),
    /** The session was disconnected for as long as its limit allows. Nobody is there to be told. */
    DISCONNECTION_LIMIT(0x2, 0, "The session was disconnected for as long as its limit allows."),
    SERVER_SHUTDOWN(0x19, 0, "The server is shutting down."),
    SERVER_REBOOT(0x1A, 0, "The server is restarting.");

    private final int errorInfo;
    private final int eventCode;
    private final String text;

    EndReason(int errorInfo, int eventCode, String text) {
        this.errorInfo = errorInfo;
        this.eventCode = eventCode;
        this.text = text;
    }

    /** The ERRINFO code for the Set Error Info PDU; 0 when there is nothing to tell. */
    public int errorInfo() {
        return errorInfo;
    }

    /** The reason code of event 40. */
    public int eventCode() {
        return eventCode;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
