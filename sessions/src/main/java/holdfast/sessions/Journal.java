package holdfast.sessions;

import holdfast.sessions.directory.Change;
import holdfast.sessions.directory.DirectoryException;
import holdfast.sessions.directory.DirectorySnapshot;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionDirectory;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changes to the directory, in order, on one thread; changes that wait together are written
 * together. While the directory fails the service goes on from memory: changes are taken into a
 * {@link Backlog} and count as made, and they are written when it works again.
 *
 * <p>Safe for many threads.
 */
final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final int MAX_BATCH = 256;
    private static final int MAX_WAITING = 10_000;
    private static final int RECENT_EVENTS = 2_000;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private record Entry(Change change, CompletableFuture<Void> written) {}

    private final SessionDirectory directory;
    private final SessionClock clock;
    private final Mailbox writer;
    private final List<Consumer<SessionEvent>> followers = new CopyOnWriteArrayList<>();

    private final AtomicBoolean turnsAway = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private long lastSequence;

    // Below: the writer's alone.
    private final Backlog backlog = new Backlog();
    private final ArrayDeque<SessionEvent> recent = new ArrayDeque<>();
    private boolean failing;
    private boolean isClosed;
    private Duration retry = FIRST_RETRY;

    Journal(
            SessionDirectory directory,
            SessionClock clock,
            Executor thread,
            Consumer<Throwable> bugs) {
        this.directory = directory;
        this.clock = clock;
        this.writer = new Mailbox(thread, bugs);
    }

    /** What the directory holds; fails with a {@link DirectoryException} when it cannot be read. */
    CompletableFuture<DirectorySnapshot> load() {
        var loaded = new CompletableFuture<DirectorySnapshot>();
        writer.post(() -> {
            try {
                DirectorySnapshot snapshot = directory.load();
                startAfter(snapshot.lastEvent());
                loaded.complete(snapshot);
            } catch (DirectoryException unreadable) {
                loaded.completeExceptionally(unreadable);
            }
        });
        return loaded;
    }

    private void startAfter(long sequence) {
        lock.lock();
        try {
            lastSequence = Math.max(lastSequence, sequence);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a session's row and its events on record; completes when they are, or are in memory. */
    CompletableFuture<Void> save(StoredSession row, List<SessionEvent> events) {
        return write(numbered -> new Change.Session(row, numbered), events);
    }

    CompletableFuture<Void> drain(DrainMode mode, List<SessionEvent> events) {
        return write(numbered -> new Change.Drain(mode, numbered), events);
    }

    /** Under a flood the record has gaps, and the memory none. */
    CompletableFuture<Void> note(List<SessionEvent> events) {
        if (overfull()) {
            if (!turnsAway.getAndSet(true)) {
                log.warn("Too many events wait to be recorded: some are left out of the record");
            }
            return CompletableFuture.completedFuture(null);
        }
        turnsAway.set(false);
        return write(Change.Noted::new, events);
    }

    private boolean overfull() {
        lock.lock();
        try {
            return queue.size() >= MAX_WAITING;
        } finally {
            lock.unlock();
        }
    }

    private interface ChangeOf {
        Change with(List<SessionEvent> events);
    }

    private CompletableFuture<Void> write(ChangeOf change, List<SessionEvent> events) {
        var written = new CompletableFuture<Void>();
        lock.lock();
        try {
            queue.add(new Entry(change.with(numbered(events)), written));
        } finally {
            lock.unlock();
        }
        writer.post(this::drainQueue);
        return written;
    }

    private List<SessionEvent> numbered(List<SessionEvent> events) {
        return events.stream().map(event -> event.withSequence(++lastSequence)).toList();
    }

    private void drainQueue() {
        List<Entry> batch = nextBatch();
        if (batch.isEmpty()) {
            return;
        }
        List<Change> changes = batch.stream().map(Entry::change).toList();
        if (failing || isClosed) {
            backlog.add(changes);
        } else {
            apply(changes);
        }
        for (Entry entry : batch) {
            entry.change().events().forEach(this::tell);
            entry.written().complete(null);
        }
    }

    private List<Entry> nextBatch() {
        lock.lock();
        try {
            List<Entry> batch = new ArrayList<>();
            while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void apply(List<Change> changes) {
        if (failing) {
            backlog.add(changes);
            return;
        }
        try {
            directory.apply(changes);
        } catch (DirectoryException refused) {
            if (refused.trouble() != DirectoryException.Trouble.CONFLICT) {
                backlog.add(changes);
                startFailing(refused);
            } else if (changes.size() > 1) {
                // One of them is at fault; the others are good.
                changes.forEach(change -> apply(List.of(change)));
            } else {
                log.error("A change was refused: {}", refused.getMessage());
                if (!(changes.getFirst() instanceof Change.Noted)) {
                    apply(List.of(new Change.Noted(changes.getFirst().events())));
                }
            }
        }
    }

    private void startFailing(DirectoryException reason) {
        failing = true;
        retry = FIRST_RETRY;
        log.error("Going on from memory: {}", reason.getMessage());
        noteOwn(EventKind.DIRECTORY_FAILING, String.valueOf(reason.getMessage()));
        retryLater();
    }

    private void retryLater() {
        clock.after(retry, () -> writer.post(this::catchUp));
    }

    private void catchUp() {
        if (!failing || isClosed) {
            return;
        }
        List<Change> changes = backlog.changes();
        boolean conflict = false;
        try {
            directory.apply(changes);
        } catch (DirectoryException still) {
            if (still.trouble() != DirectoryException.Trouble.CONFLICT) {
                retry = retry.multipliedBy(2);
                retry = retry.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry;
                retryLater();
                return;
            }
            conflict = true;
        }
        String what = backlog.describe();
        backlog.clear();
        failing = false;
        if (conflict) {
            changes.forEach(change -> apply(List.of(change)));
        }
        log.info("The session directory works again; {}", what);
        noteOwn(EventKind.DIRECTORY_RECOVERED, what);
    }

    private void noteOwn(EventKind kind, String detail) {
        note(List.of(new SessionEvent(0, clock.instant(), kind, 0, "", "", "", "", 0, detail)));
    }

    private void tell(SessionEvent event) {
        recent.add(event);
        if (recent.size() > RECENT_EVENTS) {
            recent.remove();
        }
        for (Consumer<SessionEvent> follower : followers) {
            follower.accept(event);
        }
    }

    CompletionStage<List<SessionEvent>> events(EventQuery query) {
        var found = new CompletableFuture<List<SessionEvent>>();
        writer.post(() -> found.complete(find(query)));
        return found;
    }

    private List<SessionEvent> find(EventQuery query) {
        List<SessionEvent> stored = List.of();
        try {
            stored = isClosed ? List.of() : directory.events(query);
        } catch (DirectoryException unreadable) {
            log.warn("Only recent events can be shown: {}", unreadable.getMessage());
        }
        var all =
                Stream.concat(stored.stream(), recent.stream().filter(query::matches))
                        .collect(
                                Collectors.toMap(
                                        SessionEvent::sequence,
                                        event -> event,
                                        (one, _) -> one,
                                        java.util.TreeMap::new));
        return all.values().stream().skip(Math.max(0, all.size() - query.limit())).toList();
    }

    AutoCloseable follow(Consumer<SessionEvent> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Writes what waits, once more also what could not be written, and closes the directory. */
    CompletableFuture<Void> close() {
        var done = new CompletableFuture<Void>();
        writer.post(() -> {
            while (hasMore()) {
                drainQueue();
            }
            catchUp();
            isClosed = true;
            directory.close();
            done.complete(null);
        });
        return done;
    }

    private boolean hasMore() {
        lock.lock();
        try {
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
