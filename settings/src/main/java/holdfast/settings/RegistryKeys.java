package holdfast.settings;

/** The registry keys that settings live under, without their hive. */
final class RegistryKeys {
    /** What holds for the server as a whole. */
    static final String TERMINAL_SERVER = "SYSTEM\\CurrentControlSet\\Control\\Terminal Server";

    /** One subkey per listener, and the store of the automatic certificate. */
    static final String WINSTATIONS = TERMINAL_SERVER + "\\WinStations";

    static final String DEFAULT_USER = TERMINAL_SERVER + "\\DefaultUserConfiguration";
    static final String LICENSING_CORE = TERMINAL_SERVER + "\\RCM\\Licensing Core";
    static final String POLICY = "SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services";
    static final String EXPLORER_POLICY =
            "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer";
    static final String QUOTA_POLICY =
            "SOFTWARE\\Policies\\Microsoft\\Windows\\Session Manager\\Quota System";
    static final String LSA = "SYSTEM\\CurrentControlSet\\Control\\Lsa";

    /** The FIPS switch since Vista; before, a value of the same name in {@link #LSA}. */
    static final String FIPS = LSA + "\\FIPSAlgorithmPolicy";

    /** What Windows has no place for: our own settings, and users' accounts. */
    static final String OWN = "SOFTWARE\\Holdfast";

    static final String OWN_CONNECTIONS = OWN + "\\Connections";
    static final String OWN_USERS = OWN + "\\Users";
    static final String OWN_POLICY = "SOFTWARE\\Policies\\Holdfast";
    static final String OWN_USER_POLICY = OWN_POLICY + "\\Users";

    private RegistryKeys() {}
}
