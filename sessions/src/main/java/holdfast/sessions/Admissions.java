package holdfast.sessions;

import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who gets which session. The choice is made under the lock, so that two who come at the same
 * moment get one session; nothing slow happens there.
 */
final class Admissions {
    private final HostBooks books;
    private final Surroundings world;

    Admissions(HostBooks books, Surroundings world) {
        this.books = books;
        this.world = world;
    }

    /** A user who proved an identity wants a session. */
    CompletionStage<Admission> logon(LogonRequest request) {
        var answer = new CompletableFuture<Admission>();
        long serial =
                books.locked(() -> {
                    refuseSecondClaim(request.from().port());
                    return ++books.lastLogon;
                });
        claim(new Claim(request, serial, false, answer));
        return answer;
    }

    private void refuseSecondClaim(ConnectionPort port) {
        if (books.roll.at(port) != null) {
            throw new IllegalArgumentException(port.name() + " has a session already");
        }
    }

    private void claim(Claim claim) {
        Optional<Admission> refused = books.locked(() -> choose(claim));
        refused.ifPresent(admission -> {
            if (admission instanceof Admission.Refused(Refusal reason)) {
                world.journal()
                        .note(
                                List.of(
                                        event(
                                                EventKind.REFUSED,
                                                claim.request().user(),
                                                claim.from(),
                                                reason.text())));
            }
            world.executor().execute(() -> claim.answer().complete(admission));
        });
    }

    /**
     * The atomic step: under the lock a claim is given to the one session it is for, which is made
     * if there is none. Nothing slow happens here.
     *
     * @return the answer when there is no session for it
     */
    private Optional<Admission> choose(Claim claim) {
        LogonRequest request = claim.request();
        SessionRules rules = world.rules().rulesFor(request.user(), request.from().connection());
        if (books.stopping) {
            return refused(new Refusal.Stopping());
        }
        Session chosen = null;
        switch (request.choice()) {
            case LogonRequest.Choice.Existing(int id) -> {
                chosen =
                        books.roll
                                .byId(id)
                                .filter(session -> session.user().equals(request.user()))
                                .orElse(null);
                if (chosen == null) {
                    return refused(new Refusal.NoSuchSession(id));
                }
            }
            case LogonRequest.Choice.Another _ -> {
                if (rules.singleSession()) {
                    chosen = books.roll.theOneOf(request.user()).orElse(null);
                }
            }
            case LogonRequest.Choice.ByRules _ -> {
                if (rules.singleSession()) {
                    chosen = books.roll.theOneOf(request.user()).orElse(null);
                } else {
                    List<Session> waiting = books.roll.waiting(request.user());
                    if (waiting.size() > 1) {
                        return Optional.of(
                                new Admission.Choose(waiting.stream().map(Session::view).toList()));
                    }
                    chosen = waiting.isEmpty() ? null : waiting.getFirst();
                }
            }
        }
        return chosen == null ? create(claim, rules) : give(claim, chosen);
    }

    private Optional<Admission> give(Claim claim, Session session) {
        hold(claim.from(), session);
        if (session.offer(claim)) {
            return Optional.empty();
        }
        books.roll.release(claim.port(), session);
        return refused(new Refusal.Overloaded());
    }

    private Optional<Admission> create(Claim claim, SessionRules rules) {
        String connection = claim.from().connection();
        if (books.drain != DrainMode.OFF) {
            return refused(new Refusal.Draining());
        }
        if (rules.denyConnections()) {
            return refused(new Refusal.ConnectionsDenied());
        }
        if (books.roll.connections(connection) >= rules.maxConnections()) {
            return refused(new Refusal.TooManyConnections(rules.maxConnections()));
        }
        var session = Session.create(world, ++books.lastSession, claim, rules.singleSession());
        books.roll.add(session);
        hold(claim.from(), session);
        session.begin(claim);
        return Optional.empty();
    }

    void hold(Newcomer newcomer, Session session) {
        books.doorway.left(newcomer.port());
        books.roll.hold(newcomer, session);
    }

    private static Optional<Admission> refused(Refusal reason) {
        return Optional.of(new Admission.Refused(reason));
    }

    /** A client shows a cookie. {@link Refusal.CookieNotAccepted} means: an ordinary logon. */
    CompletionStage<Admission> reconnectByCookie(CookieRequest request) {
        String address = request.from().address();
        var verdict = new CompletableFuture<Admission>();
        books.locked(() -> {
            refuseSecondClaim(request.from().port());
            if (books.stopping) {
                answer(verdict, new Refusal.Stopping());
            } else if (books.wrongCookies.tooMany(address, world.clock().nanos())) {
                answer(verdict, new Refusal.CookieNotAccepted(CookieFault.TOO_MANY_WRONG));
            } else {
                verify(request, verdict);
            }
        });
        return verdict.thenApply(admission -> {
            if (admission instanceof Admission.Refused(Refusal.CookieNotAccepted(CookieFault fault))
                    && fault == CookieFault.WRONG) {
                books.locked(() -> books.wrongCookies.wrong(address, world.clock().nanos()));
            }
            return admission;
        });
    }

    private void verify(CookieRequest request, CompletableFuture<Admission> verdict) {
        Optional<Session> session = books.roll.byId(request.logonId());
        if (session.isEmpty()) {
            world.executor()
                    .execute(() ->
                            CookieJar.checkNothing(request.verifier(), request.clientRandom()));
            world.journal()
                    .note(List.of(event(EventKind.COOKIE_REFUSED, "", request.from(), "WRONG")));
            answer(verdict, new Refusal.CookieNotAccepted(CookieFault.WRONG));
        } else if (!session.get().offer(request, verdict)) {
            answer(verdict, new Refusal.Overloaded());
        }
    }

    private void answer(CompletableFuture<Admission> answer, Refusal reason) {
        world.executor().execute(() -> answer.complete(new Admission.Refused(reason)));
    }

    /** The session that was claimed ended first: look again. */
    void again(Claim claim) {
        if (claim.byCookie()) {
            answer(claim.answer(), new Refusal.CookieNotAccepted(CookieFault.WRONG));
        } else {
            claim(claim);
        }
    }

    /**
     * {@code tscon}: shows {@code session} at the client that shows {@code destination} now, which
     * becomes disconnected.
     */
    CompletionStage<OperatorAnswer> connect(int session, int destination) {
        Session shown = books.locked(() -> books.roll.byId(session)).orElse(null);
        Session left = books.locked(() -> books.roll.byId(destination)).orElse(null);
        if (shown == null || left == null) {
            return CompletableFuture.completedFuture(
                    new OperatorAnswer.NotFound(shown == null ? session : destination));
        }
        if (shown == left) {
            return CompletableFuture.completedFuture(new OperatorAnswer.Done());
        }
        if (!shown.mayBeShown()) {
            return CompletableFuture.completedFuture(
                    new OperatorAnswer.NotPossible(
                            session, "It is starting or ending; try again in a moment."));
        }
        return left.giveUpClient(session)
                .thenCompose(client ->
                        client.map(claim -> moveClient(claim, shown))
                                .orElseGet(() ->
                                        CompletableFuture.completedFuture(
                                                new OperatorAnswer.NotPossible(
                                                        destination,
                                                        "No client is connected to it."))));
    }

    private CompletionStage<OperatorAnswer> moveClient(Claim client, Session shown) {
        var admitted = new CompletableFuture<Admission>();
        var request =
                new LogonRequest(
                        shown.user(),
                        "",
                        client.from(),
                        new LogonRequest.Choice.Existing(shown.id()),
                        true);
        claim(new Claim(request, books.locked(() -> ++books.lastLogon), false, admitted));
        return admitted.thenApply(admission -> {
            if (admission instanceof Admission.Refused(Refusal reason)) {
                client.port().close(EndReason.OPERATOR_DISCONNECT);
                return new OperatorAnswer.NotPossible(shown.id(), reason.text());
            }
            return new OperatorAnswer.Done();
        });
    }

    private SessionEvent event(EventKind kind, String user, Newcomer from, String detail) {
        return new SessionEvent(
                0,
                world.clock().instant(),
                kind,
                0,
                user,
                from.connection(),
                from.clientName(),
                from.address(),
                0,
                detail);
    }
}
