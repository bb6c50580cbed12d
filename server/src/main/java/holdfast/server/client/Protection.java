package holdfast.server.client;

/**
 * What protects one client's connection since it became active; a change of the settings leaves it
 * as it is.
 *
 * @param layer {@code rdp}, {@code tls} or {@code nla}
 * @param level of encryption that the connection was held to
 * @param method of standard RDP security, or protocol and suite of TLS
 * @param certificate the SHA-256 fingerprint of what TLS showed; empty without TLS
 */
public record Protection(String layer, String level, String method, String certificate) {}
