package holdfast.graphics;

/**
 * A part of the picture that was elsewhere before: {@code target} now shows what stood at the
 * source.
 */
public record Move(int sourceX, int sourceY, Rect target) {
    public Rect source() {
        return new Rect(sourceX, sourceY, target.width(), target.height());
    }
}
