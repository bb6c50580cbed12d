package holdfast.graphics.damage;

import holdfast.graphics.Move;
import holdfast.graphics.Region;
import java.util.List;

/**
 * How one picture becomes another.
 *
 * @param moves done first, in this order, as {@link holdfast.graphics.FrameBuffer#move} does them
 * @param changed painted then; rectangles do not overlap
 */
public record Changes(List<Move> moves, Region changed) {
    public boolean isEmpty() {
        return moves.isEmpty() && changed.isEmpty();
    }
}
