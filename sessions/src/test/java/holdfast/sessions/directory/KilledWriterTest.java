package holdfast.sessions.directory;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
    /** Writes one session after another and says so after each. */
    public static void main(String[] folder) throws Exception {
        var directory = SqliteDirectory.open(Path.of(folder[0]));
        for (int id = 1; ; id++) {
            directory.apply(
                    List.of(
                            new Change.Session(
                                    SqliteDirectoryTest.session(
                                            id, "user" + id, SessionState.ACTIVE),
                                    List.of(SqliteDirectoryTest.event(id, id)))));
            System.out.println(id);
        }
    }

    @Test
    void aServerThatIsKilledLosesNothingThatItAcknowledged(@TempDir Path folder) throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWriterTest.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int acknowledged = 0;
        try (BufferedReader said = writer.inputReader()) {
            while (acknowledged < 200) {
                acknowledged = Integer.parseInt(java.util.Objects.requireNonNull(said.readLine()));
            }
            // Not the process itself: that would close what it said.
            writer.toHandle().destroyForcibly();
            writer.waitFor();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged = Math.max(acknowledged, Integer.parseInt(line));
            }
        } finally {
            writer.destroyForcibly();
        }

        try (var directory = SqliteDirectory.open(folder)) {
            List<StoredSession> live = directory.load().live();
            assertThat(live).hasSizeGreaterThanOrEqualTo(acknowledged);
            Set<Integer> told =
                    directory.events(EventQuery.latest(100_000)).stream()
                            .map(SessionEvent::session)
                            .collect(Collectors.toSet());
            assertThat(told)
                    .isEqualTo(live.stream().map(StoredSession::id).collect(Collectors.toSet()));
        }
    }
}
