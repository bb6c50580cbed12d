package holdfast.settings;

import holdfast.settings.PolicyRow.Side;

/** The folders of the policy editor, as short ways to declare a policy in one of them. */
final class Folders {
    static final String CONNECTIONS = "Connections";
    static final String SECURITY = "Security";
    static final String LIMITS = "Session Time Limits";
    static final String REDIRECTION = "Device and Resource Redirection";
    static final String PRINTERS = "Printer Redirection";
    static final String LICENSING = "Licensing";
    static final String PROFILES = "Profiles";
    static final String BROKER = "RD Connection Broker";
    static final String ENVIRONMENT = "Remote Session Environment";
    static final String REMOTEFX_2008_R2 = ENVIRONMENT + " > RemoteFX for 2008 R2";
    static final String TEMPORARY = "Temporary folders";
    static final String COMPATIBILITY = "Application Compatibility";

    private Folders() {}

    /** Enabled writes 1 and Disabled 0. */
    static PolicyRow onOff(String folder, String title) {
        return new PolicyRow(folder, title, Side.COMPUTER, "1", "0");
    }

    /** Enabled writes 0 and Disabled 1. */
    static PolicyRow inverted(String folder, String title) {
        return new PolicyRow(folder, title, Side.COMPUTER, "0", "1");
    }

    /** Enabled writes what the administrator chose, Disabled nothing. */
    static PolicyRow chosen(String folder, String title) {
        return new PolicyRow(folder, title, Side.COMPUTER, "chosen", "-");
    }

    /** The same policy for computers and for users. */
    static PolicyRow alsoForUsers(PolicyRow row) {
        return new PolicyRow(
                row.folder(), row.title(), Side.COMPUTER_AND_USER, row.enabled(), row.disabled());
    }
}
