package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dotted key as it stands in a text.
 *
 * @param end behind it
 */
record TomlKey(List<String> parts, int end) {

    /** Reads parts, quoted or bare, up to what cannot belong to a key; never fails. */
    static TomlKey read(String text, int from) {
        var parts = new ArrayList<String>();
        int at = from;
        while (true) {
            at = afterBlanks(text, at);
            int start = at;
            if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
                at = TomlScan.stringEnd(text, at);
                parts.add(unquoted(text.substring(start, at)));
            } else {
                while (at < text.length() && isBare(text.charAt(at))) {
                    at++;
                }
                parts.add(text.substring(start, at));
            }
            int dot = afterBlanks(text, at);
            if (dot >= text.length() || text.charAt(dot) != '.') {
                return new TomlKey(parts, at);
            }
            at = dot + 1;
        }
    }

    /** The path of a header such as {@code [connection.rdp-tcp]}. */
    static List<String> inHeader(String header) {
        return read(header, 1).parts();
    }

    static String join(List<String> parts) {
        return parts.stream().map(Toml::key).collect(Collectors.joining("."));
    }

    /** A key's quoted string has no value beside it, so the parser can tell what it says. */
    private static String unquoted(String quoted) {
        if (quoted.startsWith("'") || quoted.indexOf('\\') < 0) {
            return quoted.length() < 2 ? "" : quoted.substring(1, quoted.length() - 1);
        }
        try {
            return org.tomlj.Toml.parseDottedKey(quoted).getFirst();
        } catch (RuntimeException notAKey) {
            return quoted;
        }
    }

    private static int afterBlanks(String text, int at) {
        int i = at;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean isBare(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
}
