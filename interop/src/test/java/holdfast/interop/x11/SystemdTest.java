package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.graphics.bitmap.ColorDepth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server as a service of systemd, whose stop ends all that is in the service's cgroup. */
class SystemdTest {
    private static SystemdMachine machine;
    private static MachineUser alice;

    @BeforeAll
    static void boot() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "only root can start systemd in namespaces and run sessions as other users");
        machine = new SystemdMachine();
        alice = new MachineUser(0x205040);
    }

    @AfterAll
    static void halt() {
        if (machine != null) {
            alice.close();
            machine.close();
        }
    }

    @Test
    void stoppingTheServiceLeavesTheDesktopRunningInItsUsersSlice() {
        try (var house = House.serviceOf(machine, "x11", alice);
                var viewer = new Viewer()) {
            viewer.connect(house, alice, 800, 600, ColorDepth.RGB_32);
            viewer.awaitColour(alice.colour());
            House.Seen session = house.session(alice, "Active");
            assertThat(cgroup(session.leader()))
                    .matches("/user\\.slice/user-" + alice.uid() + "\\.slice/run-\\w+\\.scope");

            machine.output("systemctl", "stop", "holdfast");
            assertThat(machine.output("systemctl", "show", "--property=Result", "holdfast"))
                    .isEqualTo("Result=success\n");
            house.startAgain();

            assertThat(house.session(alice, "Disc").leader()).isEqualTo(session.leader());
            try (var again = new Viewer()) {
                again.connect(house, alice, 800, 600, ColorDepth.RGB_32);
                again.awaitColour(alice.colour());
                assertThat(house.session(alice, "Active").leader()).isEqualTo(session.leader());
            }
        }
    }

    @Test
    void andSoDoesTheConsole() {
        try (var house = House.serviceOf(machine, "console", alice);
                var viewer = new Viewer()) {
            viewer.connect(house, alice, 800, 600, ColorDepth.RGB_32);
            House.Seen session = house.session(alice, "Active");

            machine.output("systemctl", "stop", "holdfast");
            house.startAgain();

            assertThat(house.session(alice, "Disc").leader()).isEqualTo(session.leader());
            assertThat(cgroup(session.leader()))
                    .startsWith("/user.slice/user-" + alice.uid() + ".slice/");
        }
    }

    private static String cgroup(long pid) {
        return machine.output("sh", "-c", "sed -n 's/^0:://p' /proc/" + pid + "/cgroup").strip();
    }
}
