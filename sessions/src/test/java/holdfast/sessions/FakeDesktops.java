package holdfast.sessions;

import holdfast.sessions.directory.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Desktops that are only names; their leaders live on when the server dies. */
final class FakeDesktops implements SessionDesktops {
    /** A desktop with its leader. */
    record Running(DesktopRequest request, long leaderPid) {}

    final Map<Long, Running> running = new TreeMap<>();
    CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> adopting = CompletableFuture.completedFuture(null);
    boolean startsFail;
    boolean endsHang;
    int started;
    int forced;
    private long lastPid = 1000;

    @Override
    public CompletionStage<DesktopHandle> start(DesktopRequest request) {
        started++;
        if (startsFail) {
            return CompletableFuture.failedFuture(new IllegalStateException("no X server"));
        }
        return gate.thenApply(_ -> {
            var desktop = new Running(request, ++lastPid);
            running.put(desktop.leaderPid(), desktop);
            return new Handle(desktop);
        });
    }

    @Override
    public CompletionStage<Optional<DesktopHandle>> adopt(StoredSession session) {
        return adopting.thenApply(_ ->
                running.values().stream()
                        .filter(desktop -> desktop.leaderPid() == session.leaderPid())
                        .findFirst()
                        .map(Handle::new));
    }

    /** What the leaders' state files say. */
    List<RecoveredSession> leaders(Instant logonTime) {
        return running.values().stream()
                .map(desktop ->
                        new RecoveredSession(
                                desktop.request().session(),
                                desktop.request().user(),
                                desktop.request().osUser(),
                                desktop.request().connection(),
                                "console",
                                desktop.leaderPid(),
                                "start-" + desktop.leaderPid(),
                                "",
                                logonTime))
                .toList();
    }

    private final class Handle implements DesktopHandle {
        private final Running desktop;

        private Handle(Running desktop) {
            this.desktop = desktop;
        }

        @Override
        public String kind() {
            return "console";
        }

        @Override
        public long leaderPid() {
            return desktop.leaderPid();
        }

        @Override
        public String leaderStart() {
            return "start-" + desktop.leaderPid();
        }

        @Override
        public String display() {
            return "";
        }

        @Override
        public CompletionStage<Void> end(boolean graceful) {
            if (endsHang && graceful) {
                return new CompletableFuture<>();
            }
            forced += graceful ? 0 : 1;
            running.remove(desktop.leaderPid());
            return CompletableFuture.completedFuture(null);
        }
    }
}
