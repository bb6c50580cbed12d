package holdfast.settings;

import static holdfast.settings.Folders.SECURITY;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;
import static holdfast.settings.Folders.onOff;

import java.util.List;

/** How connections are protected, and what they show to clients. */
public final class SecurityCatalogue {
    public static final Setting<Boolean> FIPS =
            Setting.flag("security.fips")
                    .windows("Enabled")
                    .alsoCalled("FIPSAlgorithmPolicy", "FIPSAlgorithmPolicy\\Enabled")
                    .machineAt(RegistryKeys.FIPS)
                    .policyAt(RegistryKeys.OWN_POLICY, false)
                    .help(
                            "System cryptography: use FIPS compliant algorithms. Makes FIPS the"
                                    + " encryption level, whatever else is set.");

    public static final Setting<SecurityLayer> SECURITY_LAYER =
            Setting.choice("security.layer", SecurityLayer.values(), SecurityLayer.NEGOTIATE)
                    .windows("SecurityLayer")
                    .machine()
                    .listener()
                    .policy(
                            chosen(
                                    SECURITY,
                                    "Require use of specific security layer for remote (RDP)"
                                            + " connections"))
                    .help("Standard RDP security, TLS, or the stronger one that both sides have.");

    public static final Setting<EncryptionLevel> MIN_ENCRYPTION_LEVEL =
            Setting.choice(
                            "security.encryption-level",
                            EncryptionLevel.values(),
                            EncryptionLevel.CLIENT_COMPATIBLE)
                    .windows("MinEncryptionLevel")
                    .machine()
                    .listener()
                    .policy(chosen(SECURITY, "Set client connection encryption level"))
                    .help(
                            "The level of standard RDP encryption; under TLS it constrains suites"
                                    + " and key lengths. Low does not go with layer ssl.");

    public static final Setting<Boolean> USER_AUTHENTICATION =
            Setting.flag("security.network-level-authentication")
                    .windows("UserAuthentication")
                    .machine()
                    .listener()
                    .policy(
                            onOff(
                                    SECURITY,
                                    "Require user authentication for remote connections by using"
                                            + " Network Level Authentication"))
                    .otherwise(false, "0: offered, not required; 1 on Windows since 2012")
                    .help("Clients must authenticate before they get a connection (NLA).");

    public static final Setting<Boolean> ALLOW_NEGOTIATION =
            Setting.flag("security.negotiation")
                    .windows("fAllowSecProtocolNegotiation")
                    .listener()
                    .otherwise(true)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Whether the server answers a client's offer of security protocols.");

    public static final Setting<String> CERTIFICATE_HASH =
            Setting.bytes("certificate.sha1", 20)
                    .windows("SSLCertificateSHA1Hash")
                    .listener()
                    .acts(Effect.NEXT_CONNECTION)
                    .otherwise("", "empty: the certificate that the server made itself")
                    .help("The SHA-1 thumbprint of the certificate that the connection shows.");

    public static final Setting<List<String>> CERTIFICATE_FILES =
            Setting.list("certificate.files", TextListType.Entry.ANY)
                    .machine()
                    .connection()
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The files of the certificate, its chain and its private key.");

    public static final Setting<String> CERTIFICATE_FOLDER =
            Setting.text("certificate.folder")
                    .machine()
                    .acts(Effect.NEXT_CONNECTION)
                    .help("A folder in which certificates are looked up by name or thumbprint.");

    public static final Setting<String> CERTIFICATE_TEMPLATE =
            Setting.text("certificate.template")
                    .windows("CertTemplateName")
                    .policy(chosen(SECURITY, "Server authentication certificate template"))
                    .acts(Effect.NEXT_CONNECTION)
                    .help(
                            "Name of the certificate in certificate.folder to take where none is"
                                    + " chosen; on Windows the name of a template.");

    public static final Setting<Boolean> ENCRYPT_RPC =
            Setting.flag("security.admin-interface-secured")
                    .windows("fEncryptRPCTraffic")
                    .policy(onOff(SECURITY, "Require secure RPC communication"))
                    .mark(Mark.WITH_FEATURE)
                    .otherwise(false, "0: unsecured allowed")
                    .help("Whether the administration interface demands secured requests.");

    public static final Setting<Boolean> TSCC_PERMISSIONS =
            Setting.flag("security.permissions-writable")
                    .windows("fWritableTSCCPermTab")
                    .policy(
                            inverted(
                                    SECURITY,
                                    "Do not allow local administrators to customize permissions"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("Whether tools may change the permissions of connections.");

    private SecurityCatalogue() {}
}
