package holdfast.sessions;

import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.record.EventKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One user's session: an actor. All of its state is in a {@link SessionLife} that only its mailbox
 * runs; everybody else posts. Safe for many threads.
 */
final class Session {
    private final int id;
    private final String user;
    private final SessionLife life;

    private Session(Surroundings world, Dossier dossier, CookieJar cookies, boolean adopted) {
        id = dossier.id;
        user = dossier.user;
        var mailbox = new Mailbox(world.executor(), world.bugs());
        life = new SessionLife(world, this, mailbox, dossier, cookies, adopted);
    }

    /** A session that does not exist yet; {@link #begin} makes it. */
    static Session create(Surroundings world, int id, Claim claim, boolean exclusive) {
        var now = world.clock().instant();
        var dossier = new Dossier(id, claim.request(), exclusive, claim.serial(), now);
        return new Session(world, dossier, new CookieJar(null, world.random()), false);
    }

    /** A session from before a restart; {@link #beginAgain} finds its desktop. */
    static Session restore(Surroundings world, StoredSession row) {
        return new Session(
                world, new Dossier(row), new CookieJar(row.cookie(), world.random()), true);
    }

    int id() {
        return id;
    }

    String user() {
        return user;
    }

    /** As it was when it was last looked at; it may be different by now. */
    SessionView view() {
        return life.core.view();
    }

    /** Whether nobody seemed to be connected to it. */
    boolean mayBeWaiting() {
        return life.core.mayBeWaiting();
    }

    /** Whether it seemed to have a desktop to show. */
    boolean mayBeShown() {
        return life.core.mayBeShown();
    }

    /** The user typed or moved. */
    void activity() {
        life.core.activity();
    }

    void begin(Claim claim) {
        life.core.post(() -> life.beginning.reserve(claim));
    }

    /**
     * @param settled completes when its desktop is found or given up
     */
    void beginAgain(StoredSession row, CompletableFuture<Void> settled) {
        life.core.post(() -> life.beginning.findDesktop(row, settled));
    }

    /** False when too much waits already; then the claim is not answered. */
    boolean offer(Claim claim) {
        return life.core.offer(() -> life.connecting.admit(claim));
    }

    /** False when too much waits already; then the request is not answered. */
    boolean offer(CookieRequest request, CompletableFuture<Admission> answer) {
        return life.core.offer(() -> life.connecting.verify(request, answer));
    }

    void connectionClosed(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {
        life.core.post(() -> life.disconnecting.lost(port, why, quality));
    }

    void desktopEnded(DesktopExit exit) {
        life.core.post(() -> life.ending.desktopOver(exit));
    }

    void rulesChanged() {
        life.core.post(life.times::readRules);
    }

    /** What liveness saw. Questions and heartbeats are not recorded one by one. */
    void observed(LivenessStep step) {
        switch (step) {
            case LivenessStep.SilenceBegan(Duration lasting) ->
                    note(EventKind.SILENCE_BEGAN, seconds(lasting));
            case LivenessStep.SilenceEnded(Duration lasted, int questions) ->
                    note(
                            EventKind.SILENCE_ENDED,
                            seconds(lasted) + ", " + questions + " questions");
            case LivenessStep.OwnStall(Duration lasted) ->
                    note(EventKind.OWN_STALL, seconds(lasted));
            case LivenessStep.AskRtt _, LivenessStep.SendHeartbeat _, LivenessStep.Broken _ -> {}
        }
    }

    private void note(EventKind kind, String detail) {
        life.core.post(() -> life.core.note(kind, detail));
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    CompletionStage<OperatorAnswer> disconnect(Requester by) {
        return ask(
                busy(),
                answer -> life.core.complete(answer, life.disconnecting.disconnectedBy(by)));
    }

    CompletionStage<OperatorAnswer> end(Requester by, boolean graceful) {
        return ask(busy(), answer -> life.ending.end(by, graceful, answer));
    }

    /** Takes the client off without closing it, for another session to have. */
    CompletionStage<Optional<Claim>> giveUpClient(int toSession) {
        return this.<Optional<Claim>>ask(
                Optional.empty(),
                answer ->
                        life.core.complete(
                                answer,
                                Optional.ofNullable(life.disconnecting.handOver(toSession))));
    }

    CompletionStage<MessageAnswer> message(String title, String text, Duration timeout) {
        return ask(
                MessageAnswer.NOT_SHOWN, answer -> life.showMessage(title, text, timeout, answer));
    }

    /** The server stops: the client is let go, desktop and record stay. */
    CompletionStage<Void> suspend(EndReason reason) {
        var done = new CompletableFuture<Void>();
        life.core.post(() -> {
            life.disconnecting.letGo(reason);
            done.complete(null);
        });
        return done;
    }

    private <T> CompletionStage<T> ask(T whenBusy, Consumer<CompletableFuture<T>> question) {
        var answer = new CompletableFuture<T>();
        if (!life.core.offer(() -> question.accept(answer))) {
            answer.complete(whenBusy);
        }
        return answer;
    }

    private OperatorAnswer busy() {
        return new OperatorAnswer.NotPossible(id, "It has too much to do; try again in a moment.");
    }
}
