package holdfast.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.directory.SqliteDirectory;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDirectoryTest {
    private final House house = new House();

    @AfterEach
    void nothingWasThrownThatShouldNotBe() {
        assertThat(house.bugs).isEmpty();
    }

    @Test
    void theServiceGoesOnFromMemoryAndCatchesUp() {
        house.logon("alice", house.port());
        house.directory.failing = true;

        FakePort bobs = house.port();
        assertThat(house.logon("bob", bobs)).isInstanceOf(Admission.Admitted.class);
        house.closed(bobs, new ConnectionLoss.Broken("nothing heard"));
        assertThat(house.directory.live()).hasSize(1);
        assertThat(house.kinds()).contains(EventKind.DIRECTORY_FAILING, EventKind.BROKEN);

        house.directory.failing = false;
        house.after(Duration.ofMinutes(1));
        assertThat(house.directory.live())
                .extracting(StoredSession::user)
                .containsExactly("alice", "bob");
        assertThat(house.directory.events)
                .extracting(event -> event.kind())
                .containsSubsequence(
                        EventKind.DIRECTORY_FAILING,
                        EventKind.BROKEN,
                        EventKind.DIRECTORY_RECOVERED);
        assertThat(house.directory.events)
                .extracting(event -> event.sequence())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void oneLineTellsOfALongFailure() {
        house.directory.failing = true;
        for (int i = 0; i < 20; i++) {
            house.logon("user" + i, house.port());
        }
        house.after(Duration.ofMinutes(10));
        assertThat(house.kinds())
                .filteredOn(kind -> kind == EventKind.DIRECTORY_FAILING)
                .hasSize(1);
    }

    @Test
    void aDirectoryThatWasLostIsMadeAgainFromTheLiveSessionsOwnState() {
        int id = ((Admission.Admitted) house.logon("alice", house.port())).session();
        house.directory.rows.clear();
        house.directory.events.clear();

        house.crash();

        SessionView view = house.only();
        assertThat(view.id()).isEqualTo(id);
        assertThat(view.user()).isEqualTo("alice");
        assertThat(view.state()).isEqualTo("Disc");
        assertThat(house.directory.live()).hasSize(1);
        assertThat(((Admission.Admitted) house.logon("alice", house.port())).session())
                .isEqualTo(id);
        assertThat(((Admission.Admitted) house.logon("bob", house.port())).session())
                .isGreaterThan(id);
    }

    @Test
    void aSessionWhoseLeaderIsGoneIsOverAfterARestart() {
        house.logon("alice", house.port());
        house.desktops.running.clear();
        house.crash();
        assertThat(house.host.query()).isEmpty();
        assertThat(house.kinds()).contains(EventKind.LOST);
    }

    @Test
    void aLogonDuringTheSearchWaitsAndGetsTheOldSession() {
        int id = ((Admission.Admitted) house.logon("alice", house.port())).session();
        house.desktops.adopting = new java.util.concurrent.CompletableFuture<>();
        house.crash();
        var answer = house.logonLater("alice", house.port());
        house.time.settle();
        assertThat(answer).isNotDone();
        house.desktops.adopting.complete(null);
        house.time.settle();
        var admitted = (Admission.Admitted) answer.join();
        assertThat(admitted.session()).isEqualTo(id);
        assertThat(admitted.way()).isEqualTo(Admission.Way.RECONNECTED);
    }

    /** The real parts together: threads, clock and SQLite. */
    @Test
    void fiftyRealLogonsAtOnceGiveOneSessionThatIsThereAfterARestart(@TempDir Path folder)
            throws Exception {
        var desktops = new FakeDesktops();
        try (var clock = new SystemSessionClock();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var host = real(folder, desktops, clock, threads);
            host.start(List.of()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            var answers =
                    java.util.stream.IntStream.range(0, 50)
                            .parallel()
                            .mapToObj(i ->
                                    host.logon(
                                                    House.request(
                                                            "alice",
                                                            House.from(
                                                                    new FakePort("p" + i),
                                                                    "pc" + i)))
                                            .toCompletableFuture())
                            .toList();
            for (var answer : answers) {
                answer.get(10, TimeUnit.SECONDS);
            }
            assertThat(host.query()).hasSize(1);
            assertThat(desktops.started).isOne();
            host.stop(EndReason.SERVER_SHUTDOWN).toCompletableFuture().get(10, TimeUnit.SECONDS);

            var again = real(folder, desktops, clock, threads);
            again.start(List.of()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(again.query()).extracting(SessionView::state).containsExactly("Disc");
            again.stop(EndReason.SERVER_SHUTDOWN).toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static SessionHost real(
            Path folder,
            FakeDesktops desktops,
            SessionClock clock,
            java.util.concurrent.Executor threads)
            throws Exception {
        return new SessionHost(
                (_, _) -> SessionRules.DEFAULT,
                desktops,
                SqliteDirectory.openOrReplace(folder),
                clock,
                threads,
                SessionHost.Deadlines.DEFAULT);
    }
}
