package holdfast.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * How a connection is protected, after all layers and repairs.
 *
 * @param level of standard RDP security; under TLS it constrains suites and key lengths
 *     ([MS-RDPBCGR] 5.4.1)
 * @param levelDecidedBy whose word the level is
 * @param networkLevelAuthentication whether NLA is required
 * @param negotiation whether a client's negotiation request is answered
 * @param certificateSha1 the chosen certificate's thumbprint in lower-case hexadecimal, or empty
 * @param certificateName the name to look up where no certificate is chosen, or empty
 * @param problems what was repaired or contradicts itself; worth event 1050
 */
public record SecuritySettings(
        String connection,
        SecurityLayer layer,
        EncryptionLevel level,
        Layer levelDecidedBy,
        boolean fips,
        boolean networkLevelAuthentication,
        boolean negotiation,
        String certificateSha1,
        List<String> certificateFiles,
        String certificateFolder,
        String certificateName,
        List<String> problems) {

    static SecuritySettings of(Configuration from, String connection) {
        Target target = Target.connection(connection);
        var problems = new ArrayList<String>();
        SecurityLayer layer = from.value(SecurityCatalogue.SECURITY_LAYER, target);
        Resolved<EncryptionLevel> level =
                from.resolve(SecurityCatalogue.MIN_ENCRYPTION_LEVEL, target);
        EncryptionLevel repaired = level.value();
        if (layer == SecurityLayer.TLS && repaired == EncryptionLevel.LOW) {
            repaired = EncryptionLevel.CLIENT_COMPATIBLE;
            problems.add(
                    "security layer ssl does not go with encryption level low: client-compatible"
                            + " is in force");
        }
        boolean nla = from.value(SecurityCatalogue.USER_AUTHENTICATION, target);
        if (nla && layer == SecurityLayer.RDP) {
            nla = false;
            problems.add(
                    "network level authentication is impossible with security layer rdp: it is not"
                            + " required");
        }
        return new SecuritySettings(
                connection,
                layer,
                repaired,
                level.decidedBy(),
                from.value(SecurityCatalogue.FIPS),
                nla,
                from.value(SecurityCatalogue.ALLOW_NEGOTIATION, target),
                from.value(SecurityCatalogue.CERTIFICATE_HASH, target),
                from.value(SecurityCatalogue.CERTIFICATE_FILES, target),
                from.value(SecurityCatalogue.CERTIFICATE_FOLDER),
                from.value(SecurityCatalogue.CERTIFICATE_TEMPLATE),
                List.copyOf(problems));
    }
}
