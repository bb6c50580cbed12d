package holdfast.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.record.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionHostTest {
    private static final ConnectionLoss BROKEN = new ConnectionLoss.Broken("nothing heard");
    private static final ConnectionLoss LEFT = new ConnectionLoss.ClientLeft();

    private final House house = new House();

    @AfterEach
    void nothingWasThrownThatShouldNotBe() {
        assertThat(house.bugs).isEmpty();
        assertThat(house.directory.conflicts).isZero();
    }

    @Test
    void aLogonMakesASessionAndShowsIt() {
        FakePort port = house.port();

        var admission = (Admission.Admitted) house.logon("alice", port);

        assertThat(admission.way()).isEqualTo(Admission.Way.NEW);
        assertThat(port.shown).containsExactly(admission.session());
        assertThat(port.cookies).hasSize(1);
        SessionView view = house.only();
        assertThat(view.state()).isEqualTo("Active");
        assertThat(view.user()).isEqualTo("alice");
        assertThat(view.name()).isEqualTo(port.name);
        assertThat(view.desktop()).isEqualTo("console");
        assertThat(view.leaderPid()).isPositive();
        assertThat(view.disconnectTime()).isNull();
        assertThat(house.kinds())
                .containsSubsequence(
                        EventKind.RESERVED,
                        EventKind.SHELL_STARTED,
                        EventKind.ARBITRATION_BEGAN,
                        EventKind.ARBITRATION_ENDED,
                        EventKind.LOGON,
                        EventKind.SECURITY_LOGON);
    }

    @Test
    void knowsHowManySessionsHadTheirLastClientAtAnAddress() {
        FakePort alice = house.port();
        house.logon("alice", alice);
        house.logon("bob", house.port());
        house.closed(alice, BROKEN);
        assertThat(house.host.lastConnectedFrom("192.0.2.7")).isEqualTo(2);

        house.crash();
        assertThat(house.host.lastConnectedFrom("192.0.2.7")).isEqualTo(2);
        assertThat(house.host.count()).isEqualTo(2);

        house.logon("alice", house.port());
        int bob = house.host.query().getLast().id();
        house.answer(house.host.reset(bob, Requester.ADMINISTRATOR));
        assertThat(house.host.lastConnectedFrom("192.0.2.7")).isOne();
        assertThat(house.host.lastConnectedFrom("192.0.2.8")).isZero();
    }

    @Test
    void fiftyLogonsAtOnceGiveOneSession() {
        List<FakePort> ports = new ArrayList<>();
        List<CompletableFuture<Admission>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FakePort port = house.port();
            ports.add(port);
            answers.add(house.logonLater("alice", port));
        }
        house.time.settle();

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(house.desktops.started).isOne();
        assertThat(house.only().state()).isEqualTo("Active");
        assertThat(ports).filteredOn(port -> port.closed == null).hasSize(1);
        assertThat(ports)
                .filteredOn(port -> port.closed != null)
                .allMatch(port -> port.closed == EndReason.TAKEN_OVER);
    }

    @Test
    void aBrokenConnectionLeavesTheSessionAndALogonGetsItBack() {
        FakePort first = house.port();
        house.logon("alice", first);
        int id = house.only().id();

        house.closed(first, BROKEN);
        assertThat(house.only().state()).isEqualTo("Disc");
        assertThat(house.only().disconnectTime()).isNotNull();

        FakePort second = house.port();
        var admission = (Admission.Admitted) house.logon("alice", second);
        assertThat(admission.session()).isEqualTo(id);
        assertThat(admission.way()).isEqualTo(Admission.Way.RECONNECTED);
        assertThat(house.desktops.started).isOne();
        assertThat(house.kinds())
                .containsSubsequence(
                        EventKind.BROKEN,
                        EventKind.DISCONNECT_REASON,
                        EventKind.DISCONNECTED,
                        EventKind.SECURITY_DISCONNECTED,
                        EventKind.RECONNECTED,
                        EventKind.SECURITY_RECONNECTED);
    }

    @Test
    void aSessionThatIsBelievedActiveIsTakenOverAndTheOldClientIsToldWhy() {
        FakePort first = house.port();
        FakePort second = house.port();
        house.logon("alice", first);

        var admission = (Admission.Admitted) house.logon("alice", second);

        assertThat(admission.way()).isEqualTo(Admission.Way.TAKEN_OVER);
        assertThat(first.closed).isEqualTo(EndReason.TAKEN_OVER);
        assertThat(EndReason.TAKEN_OVER.errorInfo()).isEqualTo(0x5);
        assertThat(house.only().name()).isEqualTo(second.name);

        house.closed(first, LEFT);
        assertThat(house.only().state()).isEqualTo("Active");
    }

    @Test
    void theEndOfTheShellIsALogoff() {
        FakePort port = house.port();
        house.logon("alice", port);

        house.host.desktopEnded(house.only().id(), new DesktopExit(false, "exit 0"));
        house.time.settle();

        assertThat(port.closed).isEqualTo(EndReason.USER_LOGOFF);
        assertThat(house.host.query()).isEmpty();
        assertThat(house.kinds()).contains(EventKind.LOGOFF, EventKind.SECURITY_LOGOFF);
    }

    @Test
    void whatAFailedDesktopSaidLastReachesTheUser() {
        FakePort port = house.port();
        house.logon("alice", port);

        house.host.desktopEnded(house.only().id(), new DesktopExit(true, "no such program"));
        house.time.settle();

        assertThat(port.messages).containsExactly("no such program");
        assertThat(port.closed).isEqualTo(EndReason.DESKTOP_FAILED);
        assertThat(house.host.query()).isEmpty();
    }

    @Test
    void anEndedSessionNeverComesBackTheNextLogonGetsANewOne() {
        FakePort port = house.port();
        int first = ((Admission.Admitted) house.logon("alice", port)).session();
        house.host.desktopEnded(first, new DesktopExit(false, "exit 0"));
        house.time.settle();

        var next = (Admission.Admitted) house.logon("alice", house.port());
        assertThat(next.session()).isGreaterThan(first);
        assertThat(next.way()).isEqualTo(Admission.Way.NEW);
    }

    @Test
    void aLogonDuringALogoffWaitsAndGetsANewSession() {
        house.desktops.endsHang = true;
        int old = ((Admission.Admitted) house.logon("alice", house.port())).session();
        house.host.logoff(old, Requester.ADMINISTRATOR);
        house.time.settle();
        assertThat(house.only().state()).isEqualTo("Reset");

        FakePort port = house.port();
        var answer = house.logonLater("alice", port);
        house.time.settle();
        assertThat(answer).isNotDone();

        house.after(SessionHost.Deadlines.DEFAULT.gracefulEnd().plusSeconds(1));
        assertThat(house.desktops.forced).isOne();
        assertThat(((Admission.Admitted) answer.join()).session()).isGreaterThan(old);
        assertThat(house.only().state()).isEqualTo("Active");
    }

    @Test
    void aDesktopThatDoesNotStartIsARefusalWithTheReason() {
        house.desktops.startsFail = true;

        var refused = (Admission.Refused) house.logon("alice", house.port());

        assertThat(refused.reason()).isEqualTo(new Refusal.DesktopFailed("no X server"));
        assertThat(house.host.query()).isEmpty();
    }

    @Test
    void aDesktopThatComesTooLateIsEndedAndNobodyWaitsForEver() {
        house.desktops.gate = new CompletableFuture<>();
        var answer = house.logonLater("alice", house.port());

        house.after(Duration.ofSeconds(40));
        assertThat(((Admission.Refused) answer.join()).reason())
                .isInstanceOf(Refusal.DesktopFailed.class);
        assertThat(house.host.query()).isEmpty();

        house.desktops.gate.complete(null);
        house.time.settle();
        assertThat(house.desktops.running).isEmpty();
    }

    @Test
    void aClientThatLeavesWhileItsDesktopStartsFindsItLater() {
        house.desktops.gate = new CompletableFuture<>();
        FakePort port = house.port();
        var answer = house.logonLater("alice", port);
        house.time.settle();
        house.closed(port, LEFT);
        house.desktops.gate.complete(null);
        house.time.settle();

        assertThat(((Admission.Refused) answer.join()).reason())
                .isEqualTo(new Refusal.ConnectionGone());
        assertThat(house.only().state()).isEqualTo("Disc");
    }

    @Test
    void aClientThatNeverShowsItsDesktopIsLetGo() {
        FakePort port = house.port();
        port.showing = new CompletableFuture<>();
        house.logon("alice", port);
        assertThat(house.only().state()).isEqualTo("ConnQ");

        house.after(SessionHost.Deadlines.DEFAULT.show());
        assertThat(house.only().state()).isEqualTo("Disc");
        assertThat(port.closed).isEqualTo(EndReason.CONNECTION_BROKEN);
    }

    @Test
    void theBrokenConnectionActionMayEndTheSession() {
        house.rules = Rules.with().onBroken(SessionRules.Action.END).rules();
        FakePort port = house.port();
        house.logon("alice", port);
        house.closed(port, BROKEN);
        assertThat(house.host.query()).isEmpty();

        FakePort leaver = house.port();
        house.logon("alice", leaver);
        house.closed(leaver, LEFT);
        assertThat(house.only().state()).isEqualTo("Disc");
    }

    @Test
    void drainAndDenyRefuseNewLogonsAndLetUsersReturn() {
        FakePort port = house.port();
        house.logon("alice", port);
        house.closed(port, BROKEN);
        house.host.drain(DrainMode.ON);

        assertThat(house.logon("bob", house.port()))
                .isEqualTo(new Admission.Refused(new Refusal.Draining()));
        assertThat(house.logon("alice", house.port())).isInstanceOf(Admission.Admitted.class);
        assertThat(house.directory.drain).isEqualTo(DrainMode.ON);

        house.host.drain(DrainMode.OFF);
        house.rules = Rules.with().deny(true).rules();
        assertThat(house.logon("bob", house.port()))
                .isEqualTo(new Admission.Refused(new Refusal.ConnectionsDenied()));
    }

    @Test
    void drainUntilRestartEndsWithTheRestart() {
        house.host.drain(DrainMode.UNTIL_RESTART);
        house.time.settle();
        house.crash();
        assertThat(house.host.drain()).isEqualTo(DrainMode.OFF);
        assertThat(house.directory.drain).isEqualTo(DrainMode.OFF);
    }

    @Test
    void onlyConnectedSessionsCountForTheMostConnectionsAllowed() {
        house.rules = Rules.with().maxConnections(1).rules();
        FakePort port = house.port();
        house.logon("alice", port);

        assertThat(house.logon("bob", house.port()))
                .isEqualTo(new Admission.Refused(new Refusal.TooManyConnections(1)));
        house.closed(port, LEFT);
        assertThat(house.logon("bob", house.port())).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aUserMayHaveSeveralSessionsAndChooses() {
        house.rules = Rules.with().single(false).rules();
        FakePort one = house.port();
        FakePort two = house.port();
        int first = ((Admission.Admitted) house.logon("alice", one)).session();
        int second = ((Admission.Admitted) house.logon("alice", two)).session();
        assertThat(second).isNotEqualTo(first);
        assertThat(one.closed).isNull();

        house.closed(one, LEFT);
        house.closed(two, LEFT);
        FakePort back = house.port();
        var choose = (Admission.Choose) house.logon("alice", back);
        assertThat(choose.waiting()).extracting(SessionView::id).containsExactly(first, second);

        var chosen =
                house.host.logon(
                        new LogonRequest(
                                "alice",
                                "alice",
                                House.from(back, "pc"),
                                new LogonRequest.Choice.Existing(second),
                                false));
        assertThat(((Admission.Admitted) house.answer(chosen)).session()).isEqualTo(second);

        var another =
                house.host.logon(
                        new LogonRequest(
                                "alice",
                                "alice",
                                House.from(house.port(), "pc"),
                                new LogonRequest.Choice.Another(),
                                false));
        assertThat(((Admission.Admitted) house.answer(another)).way()).isEqualTo(Admission.Way.NEW);
    }

    @Test
    void nobodyGetsAnotherUsersSessionByItsNumber() {
        int id = ((Admission.Admitted) house.logon("alice", house.port())).session();
        var request =
                new LogonRequest(
                        "mallory",
                        "mallory",
                        House.from(house.port(), "pc"),
                        new LogonRequest.Choice.Existing(id),
                        true);
        assertThat(house.answer(house.host.logon(request)))
                .isEqualTo(new Admission.Refused(new Refusal.NoSuchSession(id)));
    }

    @Test
    void twoProgramsThatReconnectByThemselvesDoNotThrowEachOtherOutForEver() {
        FakePort home = house.port();
        house.logonFrom("alice", home, "home");
        house.after(Duration.ofMinutes(5));
        FakePort office = house.port();
        house.logonFrom("alice", office, "office");

        FakePort homeAgain = house.port();
        house.logonFrom("alice", homeAgain, "home");
        FakePort officeAgain = house.port();
        house.logonFrom("alice", officeAgain, "office");
        FakePort homeOnceMore = house.port();
        var refused = (Admission.Refused) house.logonFrom("alice", homeOnceMore, "home");

        assertThat(refused.reason()).isEqualTo(new Refusal.NewerLogonHolds());
        assertThat(refused.reason().endReason()).isEqualTo(EndReason.TAKEN_OVER);
        assertThat(homeOnceMore.cookies).isEmpty();
        assertThat(house.only().name()).isEqualTo(officeAgain.name);
        assertThat(house.kinds()).contains(EventKind.EXCHANGE_STOPPED);

        for (int i = 0; i < 20; i++) {
            house.after(Duration.ofSeconds(5));
            assertThat(house.logonFrom("alice", house.port(), "home")).isEqualTo(refused);
        }
        assertThat(house.only().name()).isEqualTo(officeAgain.name);

        var byHand =
                house.host.logon(
                        new LogonRequest("alice", "alice", House.from(house.port(), "home"), true));
        assertThat(house.answer(byHand)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void anOperatorDisconnectsLogsOffAndResets() {
        FakePort port = house.port();
        int id = ((Admission.Admitted) house.logon("alice", port)).session();

        assertThat(house.answer(house.host.disconnect(id, Requester.ADMINISTRATOR)))
                .isEqualTo(new OperatorAnswer.Done());
        assertThat(port.closed).isEqualTo(EndReason.OPERATOR_DISCONNECT);
        assertThat(house.answer(house.host.disconnect(id, Requester.ADMINISTRATOR)))
                .isInstanceOf(OperatorAnswer.NotPossible.class);
        assertThat(house.answer(house.host.reset(id, Requester.ADMINISTRATOR)))
                .isEqualTo(new OperatorAnswer.Done());
        assertThat(house.desktops.forced).isOne();
        assertThat(house.answer(house.host.logoff(id, Requester.ADMINISTRATOR)))
                .isEqualTo(new OperatorAnswer.NotFound(id));
    }

    @Test
    void anOperatorPutsASessionOnAnotherClient() {
        FakePort one = house.port();
        FakePort two = house.port();
        int alices = ((Admission.Admitted) house.logon("alice", one)).session();
        int bobs = ((Admission.Admitted) house.logon("bob", two)).session();

        assertThat(house.answer(house.host.connect(alices, bobs)))
                .isEqualTo(new OperatorAnswer.Done());

        assertThat(one.closed).isEqualTo(EndReason.TAKEN_OVER);
        assertThat(two.closed).isNull();
        assertThat(two.shown).containsExactly(bobs, alices);
        assertThat(house.host.query())
                .extracting(SessionView::state)
                .containsExactly("Active", "Disc");
        assertThat(house.kinds()).contains(EventKind.DISCONNECTED_BY_SESSION);
    }

    @Test
    void aSessionThatIsEndingIsPutOnNobodysClient() {
        FakePort one = house.port();
        FakePort two = house.port();
        int alices = ((Admission.Admitted) house.logon("alice", one)).session();
        int bobs = ((Admission.Admitted) house.logon("bob", two)).session();
        house.desktops.endsHang = true;
        house.host.logoff(alices, Requester.ADMINISTRATOR);
        house.time.settle();

        assertThat(house.answer(house.host.connect(alices, bobs)))
                .isInstanceOf(OperatorAnswer.NotPossible.class);

        assertThat(two.closed).isNull();
        assertThat(house.host.query())
                .extracting(SessionView::state)
                .containsExactly("Reset", "Active");
    }

    @Test
    void aMessageIsAnsweredOrTimesOutOrIsNotShown() {
        FakePort port = house.port();
        int id = ((Admission.Admitted) house.logon("alice", port)).session();

        var timed = house.host.message(id, "hello", "are you there?", Duration.ofSeconds(10));
        house.after(Duration.ofSeconds(11));
        assertThat(house.answer(timed)).isEqualTo(MessageAnswer.TIMED_OUT);

        var answered = house.host.message(id, "hello", "are you there?", Duration.ZERO);
        house.time.settle();
        port.answer.complete(MessageAnswer.OK);
        assertThat(house.answer(answered)).isEqualTo(MessageAnswer.OK);

        port.answer = new CompletableFuture<>();
        var lost = house.host.message(id, "hello", "are you there?", Duration.ZERO);
        house.time.settle();
        house.closed(port, BROKEN);
        assertThat(house.answer(lost)).isEqualTo(MessageAnswer.NOT_SHOWN);
    }

    @Test
    void listenersAndClientsAtTheLogonScreenAreInTheList() {
        FakePort port = house.port();
        house.host.listenerStarted("rdp-tcp", "127.0.0.1:3389");
        house.host.atLogonScreen(House.from(port, "pc"));
        house.time.settle();
        assertThat(house.host.query())
                .extracting(SessionView::state)
                .containsExactly("Conn", "Listen");

        house.logon("alice", port);
        assertThat(house.host.query())
                .extracting(SessionView::state)
                .containsExactly("Active", "Listen");
    }

    @Test
    void stoppingClosesConnectionsAndKeepsSessions() {
        FakePort port = house.port();
        house.logon("alice", port);
        int id = house.only().id();

        house.answer(house.host.stop(EndReason.SERVER_SHUTDOWN));
        assertThat(port.closed).isEqualTo(EndReason.SERVER_SHUTDOWN);
        assertThat(house.logon("alice", house.port()))
                .isEqualTo(new Admission.Refused(new Refusal.Stopping()));

        house.crash();
        assertThat(house.only().id()).isEqualTo(id);
        assertThat(house.only().state()).isEqualTo("Disc");
    }
}
