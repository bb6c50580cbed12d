package holdfast.bench.codecs;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import holdfast.graphics.damage.Changes;
import holdfast.graphics.damage.MoveDetector;
import holdfast.graphics.damage.Pixels;
import holdfast.graphics.damage.ScreenDiff;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding out what changed on a screen of 1280 by 720 that is damaged all over. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Damage {
    private static final int LINE = 16;

    private final FrameBuffer before = Screens.terminal(1);
    private final FrameBuffer shadow = Screens.terminal(1);
    private final Pixels same = Pixels.of(Screens.terminal(1));
    private final Pixels scrolled = Pixels.of(scroll(Screens.terminal(1)));
    private final Region all = Region.of(before.bounds());
    private final ScreenDiff diff = new ScreenDiff();
    private final MoveDetector detector = new MoveDetector();

    /** Nothing changed. */
    @Benchmark
    public Region unchanged() {
        return diff.update(before, same, all);
    }

    /** All text went up by a line: the search alone. */
    @Benchmark
    public List<Move> findScroll() {
        return detector.find(before, scrolled, Region.copyOf(all));
    }

    /** The same, with restoring the old picture and bringing it up to date. */
    @Benchmark
    public Changes updateAfterScroll() {
        shadow.copyFrom(before, before.bounds());
        return diff.updateWithMoves(shadow, scrolled, all);
    }

    private static FrameBuffer scroll(FrameBuffer picture) {
        var rest = new Rect(0, 0, Screens.WIDTH, Screens.HEIGHT - LINE);
        picture.move(new Move(0, LINE, rest));
        return picture;
    }
}
