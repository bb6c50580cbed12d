package holdfast.desktops.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void whoSeesAClientWhileItIsThereAndLastKeepsIt() throws Exception {
        Path utmp = Files.createFile(folder.resolve("utmp"));
        Path wtmp = Files.createFile(folder.resolve("wtmp"));
        var records = new LoginRecords(utmp, wtmp);
        long leader = ProcessHandle.current().pid();
        records.connected(
                ":17", "alice", leader, Optional.of(InetAddress.getByName("192.0.2.7")), NOON);
        assertThat(output("who", utmp.toString())).contains("alice", ":17", "192.0.2.7");
        records.disconnected(":17", leader, NOON.plusSeconds(60));
        assertThat(output("who", utmp.toString())).doesNotContain("alice");
        assertThat(Files.size(utmp)).as("one row, used twice").isEqualTo(384);
        assertThat(output("last", "-f", wtmp.toString()))
                .contains("alice", ":17", "192.0.2.7", "(00:01)");
    }

    @Test
    void filesThatAreNotThereAreNotMade() {
        var records = new LoginRecords(folder.resolve("utmp"), folder.resolve("wtmp"));
        records.connected(":17", "alice", 1, Optional.empty(), NOON);
        records.disconnected(":17", 1, NOON);
        assertThat(folder).isEmptyDirectory();
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes());
    }
}
