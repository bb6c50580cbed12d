package holdfast.settings;

/**
 * Finds its way through TOML by quotation marks, brackets and comments alone, without understanding
 * it. Never fails: what is no TOML gives some answer, and the parser refuses it later.
 */
final class TomlScan {
    /** More than our files need, less than a parser's recursion minds. */
    static final int DEEPEST = 16;

    private TomlScan() {}

    /** How deep brackets are nested at most. */
    static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '#' -> at = lineEnd(text, at) - 1;
                case '"', '\'' -> at = stringEnd(text, at) - 1;
                case '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            at++;
        }
        return deepest;
    }

    /** Behind the value that begins at {@code at}: before a comment, the line's end, or blanks. */
    static int valueEnd(String text, int at) {
        int depth = 0;
        int end = at;
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = stringEnd(text, i);
                end = i;
            } else if (c == '#') {
                if (depth == 0) {
                    return end;
                }
                i = lineEnd(text, i);
            } else if (c == '\n' && depth == 0) {
                return end;
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                i++;
                if (!Character.isWhitespace(c)) {
                    end = i;
                }
            }
        }
        return end;
    }

    /** The position of the line feed that ends the line, or of the end of the text. */
    static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** Behind the string that begins with the quotation mark at {@code at}. */
    static int stringEnd(String text, int at) {
        String mark = text.substring(at, at + 1);
        boolean escapes = mark.equals("\"");
        if (text.startsWith(mark.repeat(3), at)) {
            return manyLinesEnd(text, at + 3, mark.repeat(3), escapes);
        }
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '\n') {
            char c = text.charAt(i);
            if (c == mark.charAt(0)) {
                return i + 1;
            }
            i += escapes && c == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    private static int manyLinesEnd(String text, int from, String marks, boolean escapes) {
        int i = from;
        while (i < text.length()) {
            if (text.startsWith(marks, i)) {
                int end = i + marks.length();
                // Up to two more quotation marks may stand directly before the closing ones.
                while (end < text.length()
                        && end < i + marks.length() + 2
                        && text.charAt(end) == marks.charAt(0)) {
                    end++;
                }
                return end;
            }
            i += escapes && text.charAt(i) == '\\' ? 2 : 1;
        }
        return text.length();
    }
}
