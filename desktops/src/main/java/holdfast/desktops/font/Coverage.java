package holdfast.desktops.font;

/**
 * Turns outlines into anti-aliased masks: for each pixel, how much of it lies inside. Every edge
 * adds the signed area to its right; a running sum over each row then gives the coverage. For one
 * thread and one glyph.
 */
final class Coverage {
    private static final int MAX_CURVE_STEPS = 16;

    private final int width;
    private final int height;
    private final float[] area;
    private float x;
    private float y;

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        this.area = new float[width * height + 2];
    }

    void moveTo(float toX, float toY) {
        x = toX;
        y = toY;
    }

    void lineTo(float toX, float toY) {
        edge(x, y, toX, toY);
        x = toX;
        y = toY;
    }

    void curveTo(float controlX, float controlY, float toX, float toY) {
        float bend = Math.abs(x - 2 * controlX + toX) + Math.abs(y - 2 * controlY + toY);
        int steps = Math.min(MAX_CURVE_STEPS, 1 + (int) Math.ceil(Math.sqrt(bend * 3)));
        float fromX = x;
        float fromY = y;
        for (int i = 1; i <= steps; i++) {
            float t = (float) i / steps;
            float u = 1 - t;
            lineTo(
                    u * u * fromX + 2 * u * t * controlX + t * t * toX,
                    u * u * fromY + 2 * u * t * controlY + t * t * toY);
        }
    }

    /** 0 to 255 for each pixel, rows from the top. */
    byte[] mask() {
        byte[] mask = new byte[width * height];
        for (int row = 0; row < height; row++) {
            float sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                sum += area[i];
                mask[i] = (byte) Math.min(255, Math.round(Math.abs(sum) * 255));
            }
        }
        return mask;
    }

    private void edge(float x0, float y0, float x1, float y1) {
        if (y0 == y1) {
            return;
        }
        float direction = y0 < y1 ? 1 : -1;
        float topX = y0 < y1 ? x0 : x1;
        float topY = Math.min(y0, y1);
        float bottomY = Math.max(y0, y1);
        float slope = (x1 - x0) / (y1 - y0);
        int first = Math.max(0, (int) Math.floor(topY));
        int last = Math.min(height, (int) Math.ceil(bottomY));
        for (int row = first; row < last; row++) {
            float from = Math.max(row, topY);
            float to = Math.min(row + 1, bottomY);
            if (to > from) {
                float xa = topX + (from - topY) * slope;
                float xb = topX + (to - topY) * slope;
                span(row, Math.min(xa, xb), Math.max(xa, xb), (to - from) * direction);
            }
        }
    }

    /** One edge within one row: {@code weight} is its height there, with its direction as sign. */
    private void span(int row, float left, float right, float weight) {
        float from = Math.clamp(left, 0, width);
        float to = Math.clamp(right, 0, width);
        int base = row * width;
        int firstColumn = Math.min((int) from, width - 1);
        int lastColumn = Math.min((int) Math.ceil(to) - 1, width - 1);
        if (lastColumn <= firstColumn) {
            float inside = firstColumn + 1 - (from + to) / 2;
            area[base + firstColumn] += weight * inside;
            carry(base, firstColumn + 1, weight * (1 - inside));
            return;
        }
        float perColumn = weight / (to - from);
        float before = 0;
        float height = 0;
        for (int column = firstColumn; column <= lastColumn; column++) {
            float a = Math.max(from, column);
            float b = Math.min(to, column + 1);
            float piece = perColumn * (b - a);
            float covered = height + piece * (column + 1 - (a + b) / 2);
            area[base + column] += covered - before;
            before = covered;
            height += piece;
        }
        carry(base, lastColumn + 1, weight - before);
    }

    /** What lies right of the last column of a row is nobody's. */
    private void carry(int base, int column, float weight) {
        if (column < width) {
            area[base + column] += weight;
        }
    }
}
