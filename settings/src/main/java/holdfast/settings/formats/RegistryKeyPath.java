package holdfast.settings.formats;

import java.util.Locale;
import java.util.Map;

/** Key paths as files write them. */
final class RegistryKeyPath {
    private static final int LONGEST = 4096;

    private static final Map<String, String> HIVES =
            Map.of(
                    "HKLM", "HKEY_LOCAL_MACHINE",
                    "HKCU", "HKEY_CURRENT_USER",
                    "HKCR", "HKEY_CLASSES_ROOT",
                    "HKU", "HKEY_USERS",
                    "HKCC", "HKEY_CURRENT_CONFIG");

    private RegistryKeyPath() {}

    /** With the long name of its hive and without superfluous backslashes; empty if it is none. */
    static String normal(String path) {
        String stripped = path.strip();
        if (stripped.length() > LONGEST || stripped.chars().anyMatch(Character::isISOControl)) {
            return "";
        }
        String single = stripped.replaceAll("\\\\+", "\\\\").replaceAll("^\\\\|\\\\$", "");
        int end = single.indexOf('\\');
        String hive = (end < 0 ? single : single.substring(0, end)).toUpperCase(Locale.ROOT);
        String full = HIVES.getOrDefault(hive, hive);
        return HIVES.containsValue(full) ? full + (end < 0 ? "" : single.substring(end)) : "";
    }
}
