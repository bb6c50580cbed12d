package holdfast.desktops;

import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import java.util.List;

/**
 * What changed in a picture.
 *
 * @param moves parts that moved within the picture, in the order in which they apply, before {@code
 *     changed}
 * @param changed rectangles with new pixels, not overlapping
 * @param resized the picture has another size than the desktop; nothing was painted
 */
public record Refresh(List<Move> moves, List<Rect> changed, boolean resized) {
    public static final Refresh NOTHING = new Refresh(List.of(), List.of(), false);

    public static final Refresh RESIZED = new Refresh(List.of(), List.of(), true);

    public static Refresh changed(List<Rect> changed) {
        return new Refresh(List.of(), changed, false);
    }
}
