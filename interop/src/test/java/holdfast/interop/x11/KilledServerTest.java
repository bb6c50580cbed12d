package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server is killed and started again and again while two people work; their clients come back
 * by themselves. Needs root, who alone can make the two.
 */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class KilledServerTest {
    private static final int ROUNDS = 20;
    private static final Duration ONCE_MORE = Duration.ofSeconds(4);

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
        if (house != null) {
            house.close();
            alice.close();
            bob.close();
        }
    }

    @Test
    void noSessionIsLostOrDoubledHoweverOftenTheServerIsKilled() {
        try (var one = new Viewer();
                var other = new Viewer()) {
            Work first = new Work(one, alice);
            Work second = new Work(other, bob);
            first.begin();
            second.begin();
            List<House.Seen> sessions = active();
            List<Long> servers = servers();
            for (int round = 1; round <= ROUNDS; round++) {
                first.line(round);
                second.line(round);

                house.kill();
                house.startAgain();

                assertThat(active()).as("round %s", round).isEqualTo(sessions);
                assertThat(servers()).as("round %s", round).isEqualTo(servers);
            }
            one.awaitSameAs(house.inside(alice));
            other.awaitSameAs(house.inside(bob));
            // One shell each, which was there from the first round to the last.
            assertThat(first.shells()).hasSize(ROUNDS).containsOnly(first.shells().getFirst());
            assertThat(second.shells()).hasSize(ROUNDS).containsOnly(second.shells().getFirst());
            assertThat(house.events("SHELL_STARTED")).hasSize(2);
            assertThat(house.events("ADOPTED")).hasSize(2 * ROUNDS);
            assertThat(ofBoth()).as("X servers of the two").hasSize(2);
        }
    }

    private static List<House.Seen> active() {
        return Stream.of(alice, bob).map(user -> house.session(user, "Active")).toList();
    }

    private static List<Long> servers() {
        return Stream.of(alice, bob).map(user -> house.inside(user).serverPid()).toList();
    }

    private static List<String> ofBoth() {
        return Run.output("pgrep", "-u", alice.uid() + "," + bob.uid(), "-x", "Xvnc|Xtigervnc")
                .lines()
                .toList();
    }

    /** A person whose every line tells by which shell it was done. */
    private record Work(Viewer viewer, MachineUser user) {
        void begin() {
            viewer.connect(
                    house,
                    user,
                    800,
                    600,
                    ColorDepth.RGB_32,
                    "+auto-reconnect",
                    "/auto-reconnect-max-retries:100");
            viewer.awaitColour(user.colour());
        }

        /** xfreerdp drops what is typed before it is connected again; a person types once more. */
        void line(int number) {
            Path done = user.home().resolve("done-" + number);
            var typeAt = new AtomicLong(System.nanoTime());
            Wait.until(
                    () -> "without line %d of %s".formatted(number, user.name()),
                    () -> {
                        if (System.nanoTime() - typeAt.get() >= 0) {
                            viewer.click(200, 200);
                            viewer.type("echo $$ > " + done.getFileName());
                            viewer.press("Return");
                            typeAt.set(System.nanoTime() + ONCE_MORE.toNanos());
                        }
                        return Place.read(done).endsWith("\n");
                    });
        }

        List<String> shells() {
            return IntStream.rangeClosed(1, ROUNDS)
                    .mapToObj(number -> Place.read(user.home().resolve("done-" + number)).strip())
                    .toList();
        }
    }
}
