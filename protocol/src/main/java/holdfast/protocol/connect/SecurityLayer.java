package holdfast.protocol.connect;

/** The SecurityLayer setting: which outer protocols a listener accepts. */
public enum SecurityLayer {
    /** Standard RDP security only. */
    RDP,
    /** The best that both know, standard RDP security included. */
    NEGOTIATE,
    /** TLS, with or without CredSSP, or nothing. */
    TLS
}
