package holdfast.desktops.terminal;

/** SGR: what the following characters look like (ECMA-48 8.3.117; colours as xterm has them). */
final class Rendition {
    private Rendition() {}

    static long apply(long before, Parameters parameters) {
        long style = before;
        for (int i = 0; i < parameters.count(); i++) {
            int code = parameters.get(i, 0);
            if (code == 38 || code == 48 || code == 58) {
                int[] next = {i};
                int colour = colour(parameters, next);
                i = next[0];
                if (colour >= 0 && code != 58) {
                    style =
                            code == 38
                                    ? Style.withForeground(style, colour)
                                    : Style.withBackground(style, colour);
                }
                continue;
            }
            // Underline may say which: 4:0 is none, 4:3 is curly.
            boolean none = code == 4 && parameters.isJoined(i + 1) && parameters.get(i + 1, 1) == 0;
            style = one(style, none ? 24 : code);
            while (parameters.isJoined(i + 1)) {
                i++;
            }
        }
        return style;
    }

    private static long one(long style, int code) {
        if (code >= 30 && code <= 37) {
            return Style.withForeground(style, Style.indexed(code - 30));
        }
        if (code >= 40 && code <= 47) {
            return Style.withBackground(style, Style.indexed(code - 40));
        }
        if (code >= 90 && code <= 97) {
            return Style.withForeground(style, Style.indexed(code - 90 + 8));
        }
        if (code >= 100 && code <= 107) {
            return Style.withBackground(style, Style.indexed(code - 100 + 8));
        }
        return switch (code) {
            case 0 -> Style.PLAIN;
            case 1 -> Style.with(style, Style.BOLD);
            case 2 -> Style.with(style, Style.DIM);
            case 3 -> Style.with(style, Style.ITALIC);
            case 4, 21 -> Style.with(style, Style.UNDERLINE);
            case 5, 6 -> Style.with(style, Style.BLINK);
            case 7 -> Style.with(style, Style.INVERSE);
            case 8 -> Style.with(style, Style.CONCEALED);
            case 9 -> Style.with(style, Style.STRUCK);
            case 22 -> Style.without(style, Style.BOLD | Style.DIM);
            case 23 -> Style.without(style, Style.ITALIC);
            case 24 -> Style.without(style, Style.UNDERLINE);
            case 25 -> Style.without(style, Style.BLINK);
            case 27 -> Style.without(style, Style.INVERSE);
            case 28 -> Style.without(style, Style.CONCEALED);
            case 29 -> Style.without(style, Style.STRUCK);
            case 39 -> Style.withForeground(style, Style.DEFAULT_COLOUR);
            case 49 -> Style.withBackground(style, Style.DEFAULT_COLOUR);
            default -> style;
        };
    }

    /**
     * {@code 38;5;n}, {@code 38;2;r;g;b}, or with colons, then possibly with a colour space before
     * the red. Moves {@code at} to the last number used; negative when there is no such colour.
     */
    private static int colour(Parameters p, int[] at) {
        int start = at[0];
        int kind = p.get(start + 1, -1);
        boolean colons = p.isJoined(start + 1);
        int end = start + 1;
        if (colons) {
            while (p.isJoined(end + 1)) {
                end++;
            }
        } else {
            end = Math.min(p.count() - 1, start + (kind == 5 ? 2 : kind == 2 ? 4 : 1));
        }
        at[0] = end;
        if (kind == 5) {
            return Style.indexed(p.get(start + 2, 0));
        }
        if (kind == 2 && end >= start + 4) {
            int red = colons && end >= start + 5 ? start + 3 : start + 2;
            return Style.direct(p.get(red, 0), p.get(red + 1, 0), p.get(red + 2, 0));
        }
        return -1;
    }
}
