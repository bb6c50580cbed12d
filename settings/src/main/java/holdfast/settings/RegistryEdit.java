package holdfast.settings;

/**
 * One thing that a registry file does. Keys begin with their hive and are compared without regard
 * to case.
 */
public sealed interface RegistryEdit {
    String key();

    /** Where the file says it. */
    Origin origin();

    /** The key exists from now on. */
    record CreateKey(String key, Origin origin) implements RegistryEdit {}

    /** The key goes with everything below. */
    record DeleteKey(String key, Origin origin) implements RegistryEdit {}

    /**
     * A value is set.
     *
     * @param name empty for the key's default value
     */
    record SetValue(String key, String name, RegistryData data, Origin origin)
            implements RegistryEdit {}

    /** A value is set if there is none of its name ({@code **soft} of [MS-GPREG]). */
    record SetIfAbsent(String key, String name, RegistryData data, Origin origin)
            implements RegistryEdit {}

    record DeleteValue(String key, String name, Origin origin) implements RegistryEdit {}

    /** All values of the key go, its subkeys stay ({@code **delvals} of [MS-GPREG]). */
    record DeleteValues(String key, Origin origin) implements RegistryEdit {}

    /** The key's permissions are narrowed on Windows ({@code **securekey}); nothing here. */
    record SecureKey(String key, Origin origin) implements RegistryEdit {}
}
