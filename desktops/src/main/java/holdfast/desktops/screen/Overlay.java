package holdfast.desktops.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes a scene over a desktop's picture. While there is one, the desktop paints a picture of
 * its own, so that what is beneath is known. For the viewer's thread.
 */
final class Overlay {
    private @Nullable FrameBuffer beneath;
    private Scene painted = Scene.NOTHING;

    Refresh refresh(Desktop inner, Scene scene, FrameBuffer target, boolean everything) {
        if (scene.widgets().isEmpty() && beneath == null) {
            return inner.refresh(target, everything);
        }
        boolean all = everything;
        FrameBuffer picture = beneath;
        if (picture == null
                || picture.width() != target.width()
                || picture.height() != target.height()) {
            all |= picture != null;
            picture = new FrameBuffer(target.width(), target.height());
            if (!all) {
                picture.copyFrom(target, target.bounds());
            }
        }
        Refresh below = inner.refresh(picture, all);
        if (below.resized()) {
            return below;
        }
        Refresh result = all ? whole(scene, target, picture) : parts(scene, target, picture, below);
        beneath = scene.widgets().isEmpty() ? null : picture;
        painted = scene;
        return result;
    }

    private static Refresh whole(Scene scene, FrameBuffer target, FrameBuffer picture) {
        target.copyFrom(picture, target.bounds());
        scene.paint(target);
        return Refresh.changed(List.of(target.bounds()));
    }

    private Refresh parts(Scene scene, FrameBuffer target, FrameBuffer picture, Refresh below) {
        Rect before = box(painted, target);
        Rect now = box(scene, target);
        Region fresh = Region.of(below.changed());
        List<Move> moves = new ArrayList<>();
        if (below.moves().stream().anyMatch(move -> touches(move, before.union(now)))) {
            below.moves().forEach(move -> fresh.add(move.target()));
        } else {
            below.moves().forEach(target::move);
            moves.addAll(below.moves());
        }
        boolean stays = before.equals(now);
        if (!stays) {
            fresh.add(before);
        }
        Region changed = Region.copyOf(fresh);
        fresh.subtract(stays ? now : Rect.EMPTY);
        for (Rect rect : fresh.rects()) {
            target.copyFrom(picture, rect);
        }
        changed.subtract(now);
        List<Rect> repainted = scene.update(target, stays ? painted : Scene.NOTHING);
        repainted.forEach(changed::add);
        if (moves.isEmpty() && changed.isEmpty()) {
            return Refresh.NOTHING;
        }
        return new Refresh(moves, changed.rects(), false);
    }

    private static boolean touches(Move move, Rect box) {
        return !box.isEmpty() && (move.source().intersects(box) || move.target().intersects(box));
    }

    private static Rect box(Scene scene, FrameBuffer target) {
        return scene.widgets().isEmpty()
                ? Rect.EMPTY
                : scene.widgets().getFirst().area().intersect(target.bounds());
    }
}
