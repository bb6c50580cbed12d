package holdfast.server.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.records.LoginRecords;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedDesktopTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir private Path folder;

    /** While the last client's keys come up, the next client is there already. */
    @Test
    void aViewThatClosesLateLeavesTheNextOneAlone() {
        var desktop = new White();
        var hosted = hosted(desktop);
        Desktop last = hosted.view(HERE);
        List<Desktop> next = new ArrayList<>();
        desktop.whenReleased = () -> next.add(hosted.view(HERE));

        last.close();

        assertThat(next).hasSize(1);
        var picture = new FrameBuffer(8, 8);
        assertThat(next.getFirst().refresh(picture, true).changed())
                .containsExactly(picture.bounds());
        assertThat(last.refresh(picture, true)).isEqualTo(Refresh.NOTHING);
    }

    @Test
    void whatATakenOverClientHoldsDownIsReleasedBeforeTheNextOneTypes() {
        var desktop = new White();
        var hosted = hosted(desktop);
        List<String> events = new ArrayList<>();
        desktop.whenReleased = () -> events.add("released");
        Desktop last = hosted.view(HERE);

        Desktop next = hosted.view(HERE);
        assertThat(events).containsExactly("released");
        last.close();
        assertThat(events).containsExactly("released");
        next.close();
        assertThat(events).containsExactly("released", "released");
    }

    @Test
    void whatServesAPictureIsKeptOnlyWhileSomebodyLooks() {
        var desktop = new White();
        var hosted = hosted(desktop);
        assertThat(desktop.shown).isFalse();
        Desktop last = hosted.view(HERE);
        Desktop next = hosted.view(HERE);
        last.close();
        assertThat(desktop.shown).isTrue();
        next.close();
        assertThat(desktop.shown).isFalse();
    }

    @Test
    void aDesktopThatDoesNotAnswerHasNoPictureRatherThanABlackOne() {
        var desktop = new White();
        var hosted = hosted(desktop);
        assertThat(hosted.picture().toCompletableFuture().join().pixel(4, 4)).isEqualTo(0xFFFFFF);
        desktop.answers = false;
        assertThat(hosted.picture().toCompletableFuture()).isCompletedExceptionally();
    }

    private HostedDesktop hosted(SessionDesktop desktop) {
        return new HostedDesktop(
                1,
                "alice",
                "alice",
                new LoginRecords(folder.resolve("utmp"), folder.resolve("wtmp")),
                desktop,
                Runnable::run,
                (_, _) -> {},
                _ -> {});
    }

    /** All white, always. */
    private static final class White implements SessionDesktop {
        private Runnable whenReleased = () -> {};
        private boolean shown;
        private boolean answers = true;

        @Override
        public void shown(boolean now) {
            shown = now;
        }

        @Override
        public void input(DesktopInput event) {
            if (event instanceof DesktopInput.ReleaseAll) {
                whenReleased.run();
            }
        }

        @Override
        public Refresh refresh(FrameBuffer target, boolean everything) {
            if (!answers) {
                return Refresh.NOTHING;
            }
            target.fill(target.bounds(), 0xFFFFFF);
            return Refresh.changed(List.of(target.bounds()));
        }

        @Override
        public String kind() {
            return "white";
        }

        @Override
        public String sessionKey() {
            return "white";
        }

        @Override
        public Leader leader() {
            return new Leader(1, 1);
        }

        @Override
        public Optional<DesktopClipboard> clipboard() {
            return Optional.empty();
        }

        @Override
        public String display() {
            return "";
        }

        @Override
        public DisplaySize size() {
            return new DisplaySize(8, 8);
        }

        @Override
        public void watch(@Nullable DesktopListener listener) {}

        @Override
        public PointerShape pointer() {
            return PointerShape.DEFAULT;
        }

        @Override
        public void resize(DisplayLayout layout) {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
    }
}
