package holdfast.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * The Windows that a registry file comes from; the meaning of {@code KeepAliveEnable} follows it.
 */
public enum SourceVersion {
    /** NT 4.0 Terminal Server Edition: {@code KeepAliveEnable} counts minutes. */
    NT4("nt4"),
    /** Windows 2000: {@code KeepAliveEnable} 1 is "enable". */
    WINDOWS_2000("2000"),
    /** XP and Server 2003: a switch, with {@code KeepAliveInterval} beside it. */
    WINDOWS_2003("2003"),
    /** Server 2008 and all later. */
    WINDOWS_2008("2008+");

    private final String word;

    SourceVersion(String word) {
        this.word = word;
    }

    /** As given to {@code --from}. */
    public String word() {
        return word;
    }

    /** Reads {@code nt4}, {@code 2000}, {@code 2003} (or {@code xp}), {@code 2008+}. */
    public static Optional<SourceVersion> tryParse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "nt4", "nt4.0", "nt" -> Optional.of(NT4);
            case "2000" -> Optional.of(WINDOWS_2000);
            case "2003", "xp" -> Optional.of(WINDOWS_2003);
            case "2008+", "2008" -> Optional.of(WINDOWS_2008);
            default -> Optional.empty();
        };
    }
}
