package holdfast.sessions;

import holdfast.sessions.directory.DirectorySnapshot;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the sessions of before a restart again. */
final class Recovery {
    private final HostBooks books;
    private final Surroundings world;

    Recovery(HostBooks books, Surroundings world) {
        this.books = books;
        this.world = world;
    }

    CompletionStage<Void> restore(DirectorySnapshot read, List<RecoveredSession> recovered) {
        Map<Integer, StoredSession> rows = new LinkedHashMap<>();
        read.live().forEach(row -> rows.put(row.id(), row));
        for (RecoveredSession leader : recovered) {
            if (read.ended().contains(leader.session())) {
                endLeftOver(leader);
                continue;
            }
            rows.merge(leader.session(), LeaderRows.row(leader), LeaderRows::complement);
        }
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        boolean drainOver = read.drain() == DrainMode.UNTIL_RESTART;
        books.locked(() -> {
            books.drain = drainOver ? DrainMode.OFF : read.drain();
            books.lastSession = rows.keySet().stream().reduce(read.lastSession(), Math::max);
            books.lastLogon = Math.max(books.lastLogon, read.lastLogon());
            for (StoredSession row : rows.values()) {
                var session = Session.restore(world, row);
                books.roll.add(session);
                books.roll.lastAt(session, row.address());
                var found = new CompletableFuture<Void>();
                settled.add(found);
                session.beginAgain(row, found);
            }
        });
        if (drainOver) {
            world.journal()
                    .drain(DrainMode.OFF, List.of(world.hostEvent(EventKind.DRAIN_CHANGED, "OFF")));
        }
        String what =
                rows.isEmpty() ? "no session to find again" : rows.size() + " sessions to find";
        world.journal().note(List.of(world.hostEvent(EventKind.SERVER_STARTED, what)));
        return CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new));
    }

    /** An ended session never comes back: its desktop came too late, or outlived its end. */
    private void endLeftOver(RecoveredSession leader) {
        world.desktops()
                .adopt(LeaderRows.row(leader))
                .thenAccept(found -> found.ifPresent(desktop -> desktop.end(false)));
        String what = "leader " + leader.leaderPid() + " of ended session " + leader.session();
        var ending =
                new SessionEvent(
                        0,
                        world.clock().instant(),
                        EventKind.ENDING,
                        0,
                        leader.user(),
                        leader.connection(),
                        "",
                        "",
                        0,
                        what);
        world.journal().note(List.of(ending));
    }
}
