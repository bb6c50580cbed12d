package holdfast.desktops.font;

import java.util.Arrays;

/**
 * Lines, blocks, braille dots and separators, drawn to meet their neighbours at any cell size:
 * U+2500 to U+259F, U+2800 to U+28FF, U+E0B0 to U+E0B3. For one thread and one character.
 */
final class BoxDrawing {
    private static final int UP = 0;
    private static final int RIGHT = 1;
    private static final int DOWN = 2;
    private static final int LEFT = 3;

    private static final int LIGHT = 1;
    private static final int HEAVY = 2;
    private static final int DOUBLE = 3;

    /**
     * U+2500 to U+257F: the weight of the arms up, right, down and left. What has none is drawn by
     * other rules.
     */
    private static final String ARMS =
            """
            0101 0202 1010 2020 0000 0000 0000 0000 0000 0000 0000 0000 0110 0210 0120 0220
            0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 1110 1210 2110 1120
            2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 0111 0112 0211 0212
            0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 1111 1112 1211 1212
            2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222 0000 0000 0000 0000
            0303 3030 0310 0130 0330 0013 0031 0033 1300 3100 3300 1003 3001 3003 1310 3130
            3330 1013 3031 3033 0313 0131 0333 1303 3101 3303 1313 3131 3333 0000 0000 0000
            0000 0000 0000 0000 0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010
            """;

    /** U+2596 to U+259F: which quarters are full: upper left 1, upper right 2, lower 4 and 8. */
    private static final int[] QUARTERS = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};

    private final int width;
    private final int height;
    private final int thin;
    private final int thick;
    private final int gap;
    private final byte[] mask;

    private BoxDrawing(int width, int height) {
        this.width = width;
        this.height = height;
        this.thin = Math.max(1, Math.round(width / 9f));
        this.thick = Math.max(thin + 1, Math.round(width / 4f));
        this.gap = Math.max(thin, Math.round(width / 6f));
        this.mask = new byte[width * height];
    }

    static boolean draws(int codePoint) {
        return codePoint >= 0x2500 && codePoint <= 0x259F
                || codePoint >= 0x2800 && codePoint <= 0x28FF
                || codePoint >= 0xE0B0 && codePoint <= 0xE0B3;
    }

    static byte[] mask(int codePoint, int width, int height) {
        var drawing = new BoxDrawing(width, height);
        if (codePoint >= 0xE0B0) {
            return drawing.separator(codePoint - 0xE0B0);
        }
        if (codePoint >= 0x2800) {
            drawing.braille(codePoint - 0x2800);
        } else if (codePoint >= 0x2580) {
            drawing.block(codePoint - 0x2580);
        } else if (codePoint >= 0x256D && codePoint <= 0x2573) {
            return drawing.curveOrDiagonal(codePoint);
        } else if (isDashed(codePoint)) {
            drawing.dashes(codePoint);
        } else {
            drawing.arms(ARMS.substring((codePoint - 0x2500) * 5).substring(0, 4));
        }
        return drawing.mask;
    }

    private static boolean isDashed(int codePoint) {
        return codePoint >= 0x2504 && codePoint <= 0x250B
                || codePoint >= 0x254C && codePoint <= 0x254F;
    }

    private void dashes(int codePoint) {
        int pieces = codePoint >= 0x254C ? 2 : codePoint >= 0x2508 ? 4 : 3;
        int weight = (codePoint & 1) == 0 ? thin : thick;
        boolean vertical = (codePoint & 2) != 0;
        int length = vertical ? height : width;
        for (int i = 0; i < pieces; i++) {
            int from = length * i / pieces;
            int to = Math.max(from + 1, length * (i + 1) / pieces - Math.max(1, length / 12));
            if (vertical) {
                box((width - weight) / 2, from, (width - weight) / 2 + weight, to);
            } else {
                box(from, (height - weight) / 2, to, (height - weight) / 2 + weight);
            }
        }
    }

    private void arms(String weights) {
        int[] arms = weights.chars().map(digit -> digit - '0').toArray();
        for (int side = UP; side <= LEFT; side++) {
            switch (arms[side]) {
                case LIGHT -> arm(side, thin, 0, single(arms, side));
                case HEAVY -> arm(side, thick, 0, -thick / 2 - thick % 2);
                case DOUBLE -> {
                    arm(side, thin, -gap, doubled(arms, side, LEFT));
                    arm(side, thin, gap, doubled(arms, side, RIGHT));
                }
                default -> {}
            }
        }
    }

    /** How far from the centre a single line ends: a double line across stops it, or is closed. */
    private int single(int[] arms, int side) {
        int one = arms[(side + 1) % 4];
        int other = arms[(side + 3) % 4];
        boolean ends = arms[(side + 2) % 4] == 0;
        if (ends && one == DOUBLE && other == DOUBLE) {
            return gap;
        }
        if (ends && (one == DOUBLE || other == DOUBLE)) {
            return -gap - thin;
        }
        // A heavy line across is met in its full width.
        return one == HEAVY || other == HEAVY ? -thick / 2 - thick % 2 : -thin;
    }

    /** The same for one line of a double one; {@code hand} says which side of the arm it is on. */
    private int doubled(int[] arms, int side, int hand) {
        // Offsets are along the axis, so what lies at the lower offset depends on the arm's way.
        boolean flips = side == RIGHT || side == LEFT;
        int low = flips ? UP : LEFT;
        int near = hand == LEFT ? low : (low + 2) % 4;
        int far = (near + 2) % 4;
        if (arms[near] == DOUBLE) {
            return gap;
        }
        return arms[far] == DOUBLE ? -gap - thin : -thin;
    }

    /**
     * @param across offset of the line from the middle, across the arm
     * @param end distance from the centre at which the arm ends; negative reaches past it
     */
    private void arm(int side, int weight, int across, int end) {
        int middleX = (width - thin) / 2;
        int middleY = (height - thin) / 2;
        int x = middleX + across - (weight - thin) / 2;
        int y = middleY + across - (weight - thin) / 2;
        switch (side) {
            case UP -> box(x, 0, x + weight, middleY - end);
            case DOWN -> box(x, middleY + thin + end, x + weight, height);
            case LEFT -> box(0, y, middleX - end, y + weight);
            default -> box(middleX + thin + end, y, width, y + weight);
        }
    }

    private byte[] curveOrDiagonal(int codePoint) {
        var coverage = new Coverage(width, height);
        float half = thin / 2f;
        float x = (width - thin) / 2 + half;
        float y = (height - thin) / 2 + half;
        switch (codePoint) {
            case 0x256D -> arc(coverage, x, height, width, y, x, y);
            case 0x256E -> arc(coverage, x, height, 0, y, x, y);
            case 0x256F -> arc(coverage, x, 0, 0, y, x, y);
            case 0x2570 -> arc(coverage, x, 0, width, y, x, y);
            default -> {
                if (codePoint != 0x2572) {
                    stroke(coverage, 0, height, width, 0);
                }
                if (codePoint != 0x2571) {
                    stroke(coverage, 0, 0, width, height);
                }
            }
        }
        return coverage.mask();
    }

    /** From the middle of an edge round the corner at {@code cornerX}, {@code cornerY}. */
    private void arc(
            Coverage into, float x0, float y0, float x1, float y1, float cornerX, float cornerY) {
        int steps = 12;
        float radius = Math.abs(x1 - cornerX);
        float straight = y0 > cornerY ? cornerY + radius : cornerY - radius;
        float lastX = x0;
        float lastY = y0;
        for (int i = 0; i <= steps; i++) {
            double angle = Math.PI / 2 * i / steps;
            float x = x1 + (float) ((cornerX - x1) * Math.cos(angle));
            float y = straight + (float) ((cornerY - straight) * Math.sin(angle));
            stroke(into, lastX, lastY, x, y);
            lastX = x;
            lastY = y;
        }
        stroke(into, lastX, lastY, x1, y1);
    }

    private void stroke(Coverage into, float x0, float y0, float x1, float y1) {
        float length = (float) Math.hypot(x1 - x0, y1 - y0);
        if (length < 0.01f) {
            return;
        }
        float dx = (y1 - y0) / length * thin / 2;
        float dy = (x0 - x1) / length * thin / 2;
        into.moveTo(x0 + dx, y0 + dy);
        into.lineTo(x1 + dx, y1 + dy);
        into.lineTo(x1 - dx, y1 - dy);
        into.lineTo(x0 - dx, y0 - dy);
        into.lineTo(x0 + dx, y0 + dy);
    }

    private byte[] separator(int which) {
        var coverage = new Coverage(width, height);
        boolean right = which < 2;
        float base = right ? 0 : width;
        float tip = right ? width : 0;
        float middle = height / 2f;
        if (which % 2 == 0) {
            coverage.moveTo(base, 0);
            coverage.lineTo(tip, middle);
            coverage.lineTo(base, height);
            coverage.lineTo(base, 0);
        } else {
            stroke(coverage, base, 0, tip, middle);
            stroke(coverage, tip, middle, base, height);
        }
        return coverage.mask();
    }

    private void block(int which) {
        switch (which) {
            case 0x00 -> box(0, 0, width, height / 2);
            case 0x10 -> box(width / 2, 0, width, height);
            case 0x11, 0x12, 0x13 -> Arrays.fill(mask, (byte) (0x40 * (which - 0x10)));
            case 0x14 -> box(0, 0, width, Math.max(1, height / 8));
            case 0x15 -> box(width - Math.max(1, width / 8), 0, width, height);
            default -> {
                if (which <= 0x08) {
                    box(0, height - Math.round(height * which / 8f), width, height);
                } else if (which <= 0x0F) {
                    box(0, 0, Math.round(width * (0x10 - which) / 8f), height);
                } else {
                    quarters(QUARTERS[which - 0x16]);
                }
            }
        }
    }

    private void quarters(int which) {
        int x = width / 2;
        int y = height / 2;
        if ((which & 1) != 0) {
            box(0, 0, x, y);
        }
        if ((which & 2) != 0) {
            box(x, 0, width, y);
        }
        if ((which & 4) != 0) {
            box(0, y, x, height);
        }
        if ((which & 8) != 0) {
            box(x, y, width, height);
        }
    }

    /** Dots 1, 2, 3 and 7 stand on the left, 4, 5, 6 and 8 on the right. */
    private void braille(int dots) {
        int size = Math.max(1, width / 4);
        for (int dot = 0; dot < 8; dot++) {
            if ((dots >> dot & 1) != 0) {
                int column = dot == 7 || dot >= 3 && dot < 6 ? 1 : 0;
                int row = dot >= 6 ? 3 : dot % 3;
                int x = width * (2 * column + 1) / 4 - size / 2;
                int y = height * (2 * row + 1) / 8 - size / 2;
                box(x, y, x + size, y + size);
            }
        }
    }

    private void box(int left, int top, int right, int bottom) {
        int from = Math.max(0, left);
        int to = Math.min(width, right);
        for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
            if (from < to) {
                Arrays.fill(mask, y * width + from, y * width + to, (byte) 0xFF);
            }
        }
    }
}
