package holdfast.settings;

import java.util.Locale;
import java.util.Objects;

/**
 * A registry value that came in with an import and that no setting corresponds to: kept, listed and
 * exported again. The case of key and name does not matter.
 *
 * @param key with its hive, such as {@code HKEY_LOCAL_MACHINE\SYSTEM\...}
 * @param name empty for a key's default value
 */
public record KeptValue(String key, String name, RegistryData data) {
    /** Whether both are the same value of the registry, whatever its data. */
    boolean isCalledLike(KeptValue other) {
        return key.equalsIgnoreCase(other.key) && name.equalsIgnoreCase(other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptValue that && isCalledLike(that) && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), data);
    }
}
