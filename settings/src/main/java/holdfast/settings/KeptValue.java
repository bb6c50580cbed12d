package holdfast.settings;

/**
 * A registry value that came in with an import and that no setting corresponds to: kept, listed and
 * exported again.
 *
 * @param key with its hive, such as {@code HKEY_LOCAL_MACHINE\SYSTEM\...}
 * @param name empty for a key's default value
 */
public record KeptValue(String key, String name, RegistryData data) {
    /** Whether both are the same value of the registry, whatever its data. */
    boolean isCalledLike(KeptValue other) {
        return key.equalsIgnoreCase(other.key) && name.equalsIgnoreCase(other.name);
    }
}
