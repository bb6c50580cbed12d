package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.client.Login;
import holdfast.client.RdpClient;
import holdfast.graphics.bitmap.ColorDepth;
import holdfast.interop.Figures;
import holdfast.interop.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that draws as fast as it can, under an X server whose client takes nothing any more:
 * neither waits for the other, and the user gets in from another machine. Needs root.
 */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class DrawingGoesOnTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int SLOW_BYTES_PER_SECOND = 20_000;

    /** Forty lines of text are a frame. */
    private static final String DRAW =
            "exec 3>>frames; while :; do seq 1000 1039; printf . >&3; done";

    private static final List<String> TABLE = new ArrayList<>();

    private static MachineUser user;
    private static House house;

    enum Fault {
        FROZEN,
        UNPLUGGED,
        SLOW
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Arguments.of(fault, 5), Arguments.of(fault, 60)));
    }

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        user = new MachineUser(0x204060);
        house = new House(user);
    }

    @AfterAll
    static void moveOut() {
        if (house == null) {
            return;
        }
        Figures.keep(
                "drawing-goes-on",
                """
                | Client | frames/s before | frames/s in the fault | second logon after | its first picture |
                |---|---|---|---|---|
                """
                        + String.join("", TABLE));
        house.close();
        user.close();
    }

    @AfterEach
    void logOff() {
        house.logOff(user);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void programsDrawOnAndASecondLogonSeesThem(Fault fault, int seconds) throws Exception {
        try (var viewer = new Viewer();
                var relay = Relay.to(house.port())) {
            viewer.connect(house, user, WIDTH, HEIGHT, ColorDepth.RGB_32, "/port:" + relay.port());
            viewer.awaitColour(user.colour());
            House.Seen before = house.session(user, "Active");
            house.inside(user).start("xterm", "-e", "sh", "-c", "cd; " + DRAW);
            Wait.until(() -> "nothing drawn", () -> frames() > 10);
            double healthy = framesPerSecond();

            switch (fault) {
                case FROZEN -> viewer.freeze();
                case UNPLUGGED -> relay.hold();
                case SLOW -> relay.slow(SLOW_BYTES_PER_SECOND);
            }
            long began = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds - LOOK.toSeconds());
            double faulty = framesPerSecond();
            long at = System.nanoTime();
            try (var second =
                    RdpClient.connect(
                            new InetSocketAddress("127.0.0.1", house.port()),
                            new Login(user.name(), House.PASSWORD, WIDTH, HEIGHT, 32))) {
                Duration picture = second.firstPaint();
                TABLE.add(
                        "| %s | %.0f | %.0f | %.1f s | %d ms |%n"
                                .formatted(
                                        fault,
                                        healthy,
                                        faulty,
                                        (at - began) / 1e9,
                                        picture.toMillis()));
                assertThat(house.session(user, "Active").leader()).isEqualTo(before.leader());
            }

            // Nobody reads the picture: if anything, there is more time to draw.
            assertThat(faulty).isGreaterThan(healthy / 2);
        }
    }

    private static double framesPerSecond() throws IOException, InterruptedException {
        long frames = frames();
        long from = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        return (frames() - frames) * 1e9 / (System.nanoTime() - from);
    }

    private static long frames() throws IOException {
        Path file = user.home().resolve("frames");
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
