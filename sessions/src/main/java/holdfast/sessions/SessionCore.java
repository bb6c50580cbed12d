package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a session's life share: its state, its deadlines, and how a change is recorded.
 * Not safe for many threads; only the session's mailbox touches it, but for what it publishes.
 */
final class SessionCore {
    final Surroundings world;
    final Session self;
    final Dossier dossier;
    final CookieJar cookies;

    /** From before a restart of the server. */
    final boolean adopted;

    final OpenMessages messages;

    /** Claims that came while it was being ended; they go on elsewhere when it is down. */
    final List<Claim> afterwards = new ArrayList<>();

    SessionState state = SessionState.INIT;
    SessionRules rules;

    /** Who waits for the desktop while there is none. */
    @Nullable Claim waiter;

    /** Who is connected. */
    @Nullable Claim holder;

    @Nullable DesktopHandle desktop;
    @Nullable DesktopExit earlyExit;
    @Nullable LimitWarning shownWarning;
    boolean desktopAsked;
    boolean suspended;
    long connectedAt;
    long disconnectedAt;
    long stateDeadline = Long.MAX_VALUE;
    long limitsLook = Long.MAX_VALUE;
    long cookieRenewal = Long.MAX_VALUE;

    private final Mailbox mailbox;
    private final Alarm alarm;
    private final Runnable look;

    // Below: published, for any thread.
    volatile long lastInput;
    volatile boolean inputAwaited;
    private volatile SessionState lastState = SessionState.INIT;
    private volatile SessionView view;

    /**
     * @param look sees what is due; also called when the nearest deadline has come
     */
    SessionCore(
            Surroundings world,
            Session self,
            Mailbox mailbox,
            Dossier dossier,
            CookieJar cookies,
            boolean adopted,
            Runnable look) {
        this.world = world;
        this.self = self;
        this.mailbox = mailbox;
        this.dossier = dossier;
        this.cookies = cookies;
        this.adopted = adopted;
        this.look = look;
        messages = new OpenMessages(world.executor());
        alarm = new Alarm(world.clock(), () -> post(look));
        rules = world.rules().rulesFor(dossier.user, dossier.connection());
        lastInput = world.clock().nanos();
        disconnectedAt = lastInput;
        view = dossier.view(state, null);
    }

    SessionView view() {
        return view.idleFor(Duration.ofNanos(Math.max(0, nanos() - lastInput)));
    }

    boolean mayBeWaiting() {
        return lastState == SessionState.DISCONNECTED || adopted && lastState == SessionState.INIT;
    }

    boolean mayBeShown() {
        return switch (lastState) {
            case IDLE, DISCONNECTED, CONNECT_QUERY, ACTIVE, SHADOW -> true;
            case INIT, RESET, DOWN, CONNECTED, LISTEN -> false;
        };
    }

    void activity() {
        lastInput = nanos();
        if (inputAwaited) {
            inputAwaited = false;
            post(look);
        }
    }

    void look() {
        look.run();
    }

    void dropClient() {
        Claim held = holder;
        holder = null;
        inputAwaited = false;
        shownWarning = null;
        messages.notShown();
        if (held != null) {
            world.registry().release(held.port(), self);
        }
    }

    void note(EventKind kind, String detail) {
        world.journal().note(List.of(event(kind, 0, detail)));
    }

    CompletableFuture<Void> become(SessionState next, List<SessionEvent> events) {
        state = state.to(next);
        return save(events);
    }

    CompletableFuture<Void> save(SessionEvent... events) {
        return save(List.of(events));
    }

    private CompletableFuture<Void> save(List<SessionEvent> events) {
        lastState = state;
        view = dossier.view(state, holder);
        return world.journal().save(dossier.row(state, cookies.stored()), events);
    }

    SessionEvent event(EventKind kind, int code, String detail) {
        return dossier.event(kind, now(), code, detail);
    }

    void refuse(Claim claim, Refusal reason) {
        world.registry().release(claim.port(), self);
        complete(claim.answer(), new Admission.Refused(reason));
    }

    void answerWaiter(Refusal reason) {
        Claim waiting = waiter;
        waiter = null;
        if (waiting != null) {
            refuse(waiting, reason);
        }
    }

    /** Answers elsewhere: what hangs on the answer must not run in this mailbox. */
    <T> void complete(CompletableFuture<T> answer, T value) {
        world.executor().execute(() -> answer.complete(value));
    }

    /** Does this in the mailbox, soon. */
    void post(Runnable task) {
        mailbox.post(() -> acted(task));
    }

    /** The same for an outsider; false when too much waits already. */
    boolean offer(Runnable task) {
        return mailbox.offer(() -> acted(task));
    }

    private void acted(Runnable task) {
        try {
            task.run();
        } finally {
            alarm.set(Math.min(stateDeadline, Math.min(limitsLook, cookieRenewal)));
        }
    }

    Instant now() {
        return world.clock().instant();
    }

    long nanos() {
        return world.clock().nanos();
    }
}
