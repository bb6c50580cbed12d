package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.client.Login;
import holdfast.client.RdpClient;
import holdfast.interop.Figures;
import holdfast.interop.ServerProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Days of coming and going in minutes: what the server holds does not grow. Needs root. */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class EnduranceTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    /** The JVM is done with most of its compiling. */
    private static final int WARM_UP = 400;

    private static final int CYCLES = 1000;
    private static final int SESSIONS = 10;

    /** The picture's memory is given back after this and a little more. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static MachineUser user;
    private static House house;

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        user = new MachineUser(0x204060);
        house = House.accounting(user);
    }

    @AfterAll
    static void moveOut() {
        if (house != null) {
            house.close();
            user.close();
        }
    }

    @Test
    void aThousandReconnectsLeaveNothingBehind() throws Exception {
        cycles(WARM_UP);
        House.Seen session = house.session(user, "Disc");
        ServerWeight before = weighed();
        cycles(CYCLES);
        ServerWeight after = weighed();
        Figures.keep(
                "endurance",
                ServerWeight.HEADING
                        + before.row("after %d reconnects".formatted(WARM_UP))
                        + after.row("after %d more".formatted(CYCLES)));

        assertThat(house.session(user, "Disc")).isEqualTo(session);
        assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 2);
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2);
        assertThat(after.xServerDescriptors()).isEqualTo(before.xServerDescriptors());
        assertThat(after.segments()).isEqualTo(before.segments());
        assertThat(after.processes()).isEqualTo(before.processes());
        assertThat(after.heapKiB()).isLessThan(before.heapKiB() + CYCLES);
        assertThat(after.nativeKiB()).isLessThan(before.nativeKiB() + 8 * CYCLES);
    }

    /** Every tenth takes the session over from the one before instead of coming back to it. */
    private static void cycles(int count) throws Exception {
        for (int cycle = 1; cycle <= count; cycle++) {
            try (var client = connect(user.name())) {
                client.firstPaint();
                client.keyToPaint('a');
                if (cycle % 10 == 0) {
                    try (var other = connect(user.name())) {
                        other.firstPaint();
                    }
                }
            }
        }
    }

    private static ServerWeight weighed() throws InterruptedException {
        house.session(user, "Disc");
        Thread.sleep(REST);
        return ServerWeight.of(house, house.inside(user), user);
    }

    @Test
    void aSessionCostsTheServerLittleAndADisconnectedOneLess() throws Exception {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            people.add(user.name() + "-" + i);
            ServerProgram.addAccount(house.data(), people.getLast(), user.name());
        }
        List<RdpClient> clients = new ArrayList<>();
        cycles(1);
        ServerWeight none = weighed();
        for (String person : people) {
            RdpClient client = connect(person);
            client.firstPaint();
            client.awaitStill(Duration.ofMillis(500));
            client.keyToPaint('a');
            clients.add(client);
        }
        Thread.sleep(REST);
        ServerWeight connected = ServerWeight.of(house, house.inside(user), user);
        for (RdpClient client : clients) {
            client.close();
        }
        Wait.until(
                () -> house.sessions().toString(),
                () -> house.sessions().stream().noneMatch(seen -> seen.state().equals("Active")));
        ServerWeight disconnected = weighed();
        Figures.keep(
                "session-weight",
                ServerWeight.HEADING
                        + none.row("1 session, disconnected")
                        + connected.row("%d more, connected".formatted(SESSIONS))
                        + disconnected.row("%d more, disconnected".formatted(SESSIONS)));
        assertThat(disconnected.segments()).isEqualTo(none.segments());
    }

    private static RdpClient connect(String person) throws IOException {
        return RdpClient.connect(
                new InetSocketAddress("127.0.0.1", house.port()),
                new Login(person, House.PASSWORD, WIDTH, HEIGHT, 32));
    }
}
