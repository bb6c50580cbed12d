package holdfast.logon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OsUsersTest {
    private final OsUsers machine = OsUsers.ofThisMachine();

    @Test
    void knowsTheUsersOfThisMachine() {
        assertThat(machine.byName("root"))
                .hasValueSatisfying(root -> {
                    assertThat(root.uid()).isZero();
                    assertThat(root.gid()).isZero();
                    assertThat(root.home()).isEqualTo("/root");
                    assertThat(root.isRoot()).isTrue();
                });
        assertThat(machine.byName("nobody-is-called-this")).isEmpty();
        assertThat(machine.byName("")).isEmpty();
        assertThat(machine.byName("root\0")).isEmpty();
    }

    @Test
    void knowsWhoRunsIt() throws Exception {
        var id = new ProcessBuilder("id", "-u").start();
        assertThat(id.waitFor(5, TimeUnit.SECONDS)).isTrue();
        String uid = new String(id.getInputStream().readAllBytes()).strip();
        assertThat(machine.self().uid()).isEqualTo(Long.parseLong(uid));
    }
}
