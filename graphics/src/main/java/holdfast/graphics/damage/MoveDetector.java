package holdfast.graphics.damage;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Region;
import java.util.List;

/**
 * Finds parts of the new picture that stood elsewhere in the old one: scrolled text, dragged
 * windows. Keeps its work memory from frame to frame; for one thread at a time.
 */
public final class MoveDetector {
    /**
     * Moves that bring {@code old} nearer to {@code now}. They read what is in {@code old} before
     * any of them where they say so by their order; after all of them, what still differs is to be
     * painted.
     *
     * @param damage where the two may differ; nothing else is looked at for targets
     */
    public List<Move> find(FrameBuffer old, Pixels now, Region damage) {
        return List.of();
    }
}
