package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people of this machine at work; needs root, who alone can make them. */
class XDesktopsTest {
    private static MachineUser alice;
    private static MachineUser bob;
    private static House house;

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        alice = new MachineUser(0x204060);
        bob = new MachineUser(0x603020);
        house = new House(alice, bob);
    }

    @AfterAll
    static void moveOut() {
        for (AutoCloseable each : new AutoCloseable[] {house, bob, alice}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void logOff() {
        house.logOff(alice);
        house.logOff(bob);
        try (Stream<Path> left = Files.list(house.data().resolve("x11"))) {
            assertThat(left).as("files of sessions that ended").isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoUsersAtOnceSeeTheirOwnDesktopOnlyAndAreThemselves() {
        try (var one = new Viewer();
                var other = new Viewer()) {
            one.connect(house, alice, 900, 600, ColorDepth.RGB_32);
            other.connectRdesktop(house, bob, 800, 600, ColorDepth.RGB_24);
            one.awaitColour(alice.colour());
            other.awaitColour(bob.colour());
            assertThat(one.count(bob.colour())).isZero();
            assertThat(other.count(alice.colour())).isZero();
            one.click(200, 200);
            one.type("id -un > who");
            one.press("Return");
            other.click(200, 200);
            other.type("id -un > who");
            other.press("Return");
            awaitText(alice.home().resolve("who"), alice.name() + "\n");
            awaitText(bob.home().resolve("who"), bob.name() + "\n");
            one.awaitSameAs(house.inside(alice));
            other.awaitSameAs(house.inside(bob));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de, 0x00000407, äöüß ÄÖÜ zy-#+'",
        "fr, 0x0000040C, éèàç azqw!:",
        "ru, 0x00000419, привет мир",
        "jp, 0x00000411, yz@[]^:;_"
    })
    void keysGiveTheCharactersOfTheClientsLayout(String layout, String windows, String text) {
        try (var viewer = new Viewer()) {
            Run.output(viewer.environment(), List.of("setxkbmap", layout));
            viewer.connect(house, alice, 900, 600, ColorDepth.RGB_32, "/kbd:" + windows);
            viewer.awaitColour(alice.colour());
            Path typed = alice.home().resolve("typed-" + layout);
            house.inside(alice)
                    .start(
                            "xterm",
                            "-u8",
                            "-geometry",
                            "70x18+20+30",
                            "-bg",
                            "#445566",
                            "-e",
                            "sh",
                            "-c",
                            "head -n 1 > " + typed);
            viewer.awaitColour(0x445566);
            viewer.click(200, 200);
            viewer.type(text);
            viewer.press("Return");
            awaitText(typed, text + "\n");
        }
    }

    @Test
    void aDesktopIsReturnedToInAnotherSizeAndDepthByEitherClient() {
        try (var viewer = new Viewer()) {
            viewer.connect(house, alice, 900, 600, ColorDepth.RGB_32);
            viewer.awaitColour(alice.colour());
            House.Seen first = house.session(alice, "Active");
            viewer.hangUp();

            viewer.connectRdesktop(house, alice, 1024, 700, ColorDepth.RGB_16);
            awaitReturned(viewer, first, "1024 700");
            viewer.hangUp();

            viewer.connect(house, alice, 800, 640, ColorDepth.RGB_24);
            awaitReturned(viewer, first, "800 640");
            viewer.hangUp();

            viewer.connectRdesktop(house, alice, 640, 480, ColorDepth.RGB_15);
            awaitReturned(viewer, first, "640 480");
        }
    }

    private static void awaitReturned(Viewer viewer, House.Seen session, String size) {
        assertThat(house.session(alice, "Active")).isEqualTo(session);
        Inside inside = house.inside(alice);
        Wait.until(inside::size, () -> inside.size().equals(size));
        viewer.awaitSameAs(inside);
    }

    @Test
    void sixteenMonitorsArriveWithTheirPlaces() {
        try (var viewer = new Viewer(1600, 1200)) {
            for (int monitor = 0; monitor < 16; monitor++) {
                Run.output(
                        viewer.environment(),
                        List.of(
                                "xrandr",
                                "--setmonitor",
                                (monitor == 5 ? "*" : "") + "M" + monitor,
                                "400/100x300/80+%d+%d"
                                        .formatted(monitor % 4 * 400, monitor / 4 * 300),
                                monitor == 0 ? "screen" : "none"));
            }
            viewer.connect(house, alice, 1600, 1200, ColorDepth.RGB_32, "/multimon");
            house.session(alice, "Active");
            Inside session = house.inside(alice);
            Wait.until(
                    () -> session.run("xrandr", "--listmonitors"),
                    () -> session.run("xrandr", "--listmonitors").startsWith("Monitors: 16"));
            String all = session.run("xrandr", "--listmonitors");
            for (int monitor = 0; monitor < 16; monitor++) {
                String place = "+%d+%d".formatted(monitor % 4 * 400, monitor / 4 * 300);
                assertThat(all.lines().filter(line -> line.matches(".* 400/\\d+x300/\\d+.*")))
                        .as(all)
                        .anyMatch(line -> line.contains(place + " "));
            }
        }
    }

    private static void awaitText(Path file, String text) {
        Wait.until(() -> file + ": " + Place.read(file), () -> Place.read(file).equals(text));
    }
}
