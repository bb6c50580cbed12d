package holdfast.settings;

/** Text as TOML strings and keys. */
final class Toml {
    private Toml() {}

    /** A basic string, or a literal one where that needs no escapes. */
    static String string(String text) {
        boolean plain = text.chars().noneMatch(c -> c < 0x20 || c == 0x7F);
        if (plain
                && text.indexOf('\'') < 0
                && (text.indexOf('\\') >= 0 || text.indexOf('"') >= 0)) {
            return "'" + text + "'";
        }
        return basic(text);
    }

    private static String basic(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7F) {
                        out.append("\\u%04X".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** One part of a key, quoted where TOML demands it. */
    static String key(String part) {
        boolean bare = !part.isEmpty();
        for (int i = 0; i < part.length() && bare; i++) {
            char c = part.charAt(i);
            bare = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
        }
        return bare ? part : string(part);
    }
}
