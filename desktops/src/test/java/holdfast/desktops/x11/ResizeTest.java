package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {
    private static final String BUSY = "exec xterm -T busy -e sh -c 'while :; do date; done'";

    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    @AfterAll
    static void lookAsUsual() {
        Awaitility.reset();
    }

    @Test
    void takesTwentySizesWhileAProgramDraws() throws Exception {
        try (var stage = X11Stage.with(BUSY)) {
            stage.awaitWindow("busy");
            for (int i = 0; i < 20; i++) {
                var size = new DisplaySize(801 + 61 * i, 1200 - 31 * i);
                stage.desktop.resize(DisplayLayout.single(size.width(), size.height()));
                await().atMost(X11Stage.PATIENCE).until(() -> stage.desktop.size().equals(size));
                FrameBuffer picture = stage.picture();
                await().atMost(X11Stage.PATIENCE)
                        .until(() -> {
                            Refresh refresh = stage.desktop.refresh(picture, true);
                            return refresh.changed().equals(List.of(picture.bounds()));
                        });
            }
            assertThat(stage.watcher.resizes.get()).isGreaterThanOrEqualTo(20);
            assertThat(stage.run("xrandr")).contains("current 1960 x 611");
            assertThat(stage.run("xrandr").lines().filter(l -> l.contains("_holdfast"))).hasSize(1);
        }
    }

    @Test
    void tellsAViewerWithAPictureOfTheOldSize() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T still")) {
            FrameBuffer old = stage.picture();
            stage.desktop.refresh(old, true);
            stage.desktop.resize(DisplayLayout.single(640, 480));
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> stage.desktop.refresh(old, false).resized());
            FrameBuffer now = stage.picture();
            assertThat(stage.desktop.refresh(now, false).changed()).containsExactly(now.bounds());
        }
    }

    @Test
    void sixteenMonitorsArriveAsTheyAre() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T many")) {
            List<DisplayLayout.Monitor> monitors = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Rect area = new Rect(i % 4 * 800, i / 4 * 600, 800, 600);
                monitors.add(new DisplayLayout.Monitor(area, i == 5));
            }
            stage.desktop.resize(new DisplayLayout(monitors, 100));
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> stage.desktop.size().equals(new DisplaySize(3200, 2400)));
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(stage.run("xrandr", "--listmonitors"))
                                    .contains("Monitors: 16")
                                    .contains("*HOLDFAST-6 800/212x600/159+800+600")
                                    .contains("HOLDFAST-16 800/212x600/159+2400+1800"));
            stage.desktop.resize(DisplayLayout.single(1024, 768));
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(stage.run("xrandr", "--listmonitors"))
                                    .contains("Monitors: 1"));
        }
    }

    @Test
    void scaleBecomesTheResolutionOfLetters() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T scaled")) {
            var one = DisplayLayout.single(1600, 1200).monitors();
            stage.desktop.resize(new DisplayLayout(one, 150));
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(stage.run("xrdb", "-query")).contains("Xft.dpi:\t144"));
        }
    }

    static Stream<XServer> servers() {
        return XServer.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyServerShowsWhatItHasInTheSizeThatIsAskedFor(XServer server) throws Exception {
        var layout = DisplayLayout.single(810, 610);
        try (var stage = X11Stage.with("exec xterm -T any", Optional.of(server), layout)) {
            stage.awaitWindow("any");
            assertThat(stage.desktop.size()).isEqualTo(layout.size());
            stage.desktop.resize(DisplayLayout.single(1011, 707));
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> stage.desktop.size().equals(new DisplaySize(1011, 707)));
            FrameBuffer picture = stage.picture();
            stage.desktop.refresh(picture, true);
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() -> {
                        stage.desktop.refresh(picture, false);
                        FrameBuffer screen = stage.screenshot();
                        assertThat(X11Stage.difference(picture, screen)).isZero();
                    });
        }
    }

    @Test
    void xvfbTakesTheNearestThatItCan() throws Exception {
        Optional<XServer> xvfb = XServer.all().filter(s -> s.name().equals("Xvfb")).findFirst();
        try (var stage =
                X11Stage.with("exec xterm -T small", xvfb, DisplayLayout.single(800, 600))) {
            stage.desktop.resize(DisplayLayout.single(5000, 1000));
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> stage.desktop.size().equals(new DisplaySize(3840, 1000)));
        }
    }
}
