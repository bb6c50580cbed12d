package holdfast.desktops.screen;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlaidDesktopTest {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** A desktop that changes at random, by moves and new pixels. */
    private static final class Restless implements Desktop {
        final Random random = new Random(7);
        final List<DesktopInput> inputs = new ArrayList<>();
        final FrameBuffer truth = new FrameBuffer(WIDTH, HEIGHT);
        boolean still;

        @Override
        public Refresh refresh(FrameBuffer target, boolean everything) {
            if (everything) {
                target.copyFrom(truth, truth.bounds());
                return Refresh.changed(List.of(truth.bounds()));
            }
            if (still) {
                return Refresh.NOTHING;
            }
            var move =
                    new Move(
                            random.nextInt(100),
                            random.nextInt(100),
                            new Rect(random.nextInt(200), random.nextInt(150), 250, 150));
            truth.move(move);
            target.move(move);
            var area = new Rect(random.nextInt(300), random.nextInt(200), 80, 60);
            int colour = random.nextInt(0x1000000);
            truth.fill(area, colour);
            target.fill(area, colour);
            return new Refresh(List.of(move), List.of(area), false);
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public DisplaySize size() {
            return new DisplaySize(WIDTH, HEIGHT);
        }

        @Override
        public void watch(@Nullable DesktopListener listener) {}

        @Override
        public PointerShape pointer() {
            return PointerShape.HIDDEN;
        }

        @Override
        public void input(DesktopInput event) {
            inputs.add(event);
        }

        @Override
        public void resize(DisplayLayout layout) {}

        @Override
        public void close() {}
    }

    private final Restless inner = new Restless();
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final OverlaidDesktop desktop = new OverlaidDesktop(inner, clock);
    private final FrameBuffer picture = new FrameBuffer(WIDTH, HEIGHT);

    /** What a viewer has who knows only what was reported. */
    private final FrameBuffer viewer = new FrameBuffer(WIDTH, HEIGHT);

    private final List<NoticeAnswer> answers = new ArrayList<>();

    private void refresh(boolean everything) {
        Refresh refresh = desktop.refresh(picture, everything);
        refresh.moves().forEach(viewer::move);
        refresh.changed().forEach(rect -> viewer.copyFrom(picture, rect));
        assertThat(viewer.pixels()).isEqualTo(picture.pixels());
    }

    private void assertNothingLeft() {
        assertThat(picture.pixels()).isEqualTo(inner.truth.pixels());
    }

    private Rect box() {
        Rect box = Rect.EMPTY;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (picture.pixel(x, y) != inner.truth.pixel(x, y)) {
                    box = box.union(new Rect(x, y, 1, 1));
                }
            }
        }
        return box;
    }

    private void press(int scancode) {
        desktop.input(new DesktopInput.Key(scancode, false, false, true));
        desktop.input(new DesktopInput.Key(scancode, false, false, false));
    }

    @Test
    void showsANoticeOverADesktopThatGoesOn() {
        refresh(true);
        refresh(false);
        desktop.show(Notice.message("From root", "The machine restarts at six."), answers::add);
        for (int i = 0; i < 30; i++) {
            refresh(false);
        }
        Rect box = box();
        assertThat(box.isEmpty()).isFalse();
        assertThat(box.width()).isLessThan(WIDTH);
        press(0x1C);
        assertThat(answers).containsExactly(new NoticeAnswer.Button(0));
        refresh(false);
        assertNothingLeft();
        for (int i = 0; i < 5; i++) {
            refresh(false);
            assertNothingLeft();
        }
    }

    @Test
    void reportsNothingWhileNothingChanges() {
        inner.still = true;
        refresh(true);
        desktop.show(Notice.message("A", "B"), answers::add);
        refresh(false);
        assertThat(desktop.refresh(picture, false)).isEqualTo(Refresh.NOTHING);
    }

    @Test
    void paintsAllForSomebodyWhoKnowsNothing() {
        refresh(true);
        desktop.show(Notice.message("A", "B"), answers::add);
        refresh(false);
        var anew = new FrameBuffer(WIDTH, HEIGHT);
        desktop.refresh(anew, true);
        assertThat(anew.pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void takesAllInputWhileShownAndReleasesKeysBeneath() {
        desktop.show(Notice.message("A", "B"), answers::add);
        press(0x1E);
        desktop.input(new DesktopInput.PointerMoved(3, 3));
        assertThat(inner.inputs).containsExactly(new DesktopInput.ReleaseAll());
        press(0x01);
        press(0x1E);
        assertThat(inner.inputs).hasSizeGreaterThanOrEqualTo(3);
        assertThat(answers).containsExactly(new NoticeAnswer.Button(0));
    }

    @Test
    void countsDownAndGoesAwayByItself() {
        inner.still = true;
        refresh(true);
        desktop.show(
                new Notice(
                        "Idle",
                        "Disconnected in %t",
                        List.of("Stay", "Leave"),
                        Optional.of(NOON.plusSeconds(119))),
                answers::add);
        refresh(false);
        now = NOON.plusSeconds(30);
        refresh(false);
        assertThat(answers).isEmpty();
        now = NOON.plusSeconds(119);
        refresh(false);
        assertThat(answers).containsExactly(new NoticeAnswer.TimedOut());
        assertNothingLeft();
    }

    @Test
    void answersTheLastButtonByEscapeAndTheOneThatIsClicked() {
        inner.still = true;
        var notice = new Notice("T", "text", List.of("Yes", "No"), Optional.empty());
        desktop.show(notice, answers::add);
        press(0x01);
        refresh(true);
        desktop.show(notice, answers::add);
        refresh(false);
        Rect box = box();
        desktop.input(new DesktopInput.PointerButton(box.right() - 40, box.bottom() - 35, 1, true));
        assertThat(answers).containsExactly(new NoticeAnswer.Button(1), new NoticeAnswer.Button(1));
    }

    @Test
    void putsOneNoticeInThePlaceOfAnother() {
        refresh(true);
        desktop.show(Notice.message("A", "one\ntwo\nthree\nfour\nfive"), answers::add);
        refresh(false);
        desktop.show(Notice.message("B", "short"), _ -> {});
        refresh(false);
        desktop.dismiss();
        refresh(false);
        assertThat(answers).containsExactly(new NoticeAnswer.Dismissed());
        assertNothingLeft();
    }
}
