package holdfast.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.record.EventKind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CookieTest {
    private static final ConnectionLoss BROKEN = new ConnectionLoss.Broken("nothing heard");

    private final House house = new House();

    @AfterEach
    void nothingWasThrownThatShouldNotBe() {
        assertThat(house.bugs).isEmpty();
    }

    private FakePort loggedOn() {
        FakePort port = house.port();
        house.logon("alice", port);
        return port;
    }

    private static Refusal notAccepted(CookieFault fault) {
        return new Refusal.CookieNotAccepted(fault);
    }

    @Test
    void opensItsSessionWithoutAPasswordAndIsRenewed() {
        FakePort first = loggedOn();
        house.closed(first, BROKEN);

        FakePort second = house.port();
        var admitted = (Admission.Admitted) house.reconnect(first.cookies.getFirst(), second);

        assertThat(admitted.user()).isEqualTo("alice");
        assertThat(second.cookies).hasSize(1);
        assertThat(second.cookies.getFirst().random())
                .isNotEqualTo(first.cookies.getFirst().random());
        assertThat(house.kinds()).contains(EventKind.COOKIE_USED);
    }

    @Test
    void survivesTheServer() {
        FakePort first = loggedOn();
        int id = house.only().id();
        house.crash();
        assertThat(house.only().state()).isEqualTo("Disc");

        var admitted = (Admission.Admitted) house.reconnect(first.cookies.getFirst(), house.port());
        assertThat(admitted.session()).isEqualTo(id);
        assertThat(house.desktops.started).isOne();
    }

    @Test
    void worksWithTheClientRandomOfStandardSecurityToo() {
        FakePort first = loggedOn();
        house.closed(first, BROKEN);
        ArcCookie cookie = first.cookies.getFirst();
        var clientRandom = new byte[32];
        house.random.nextBytes(clientRandom);
        var request =
                new CookieRequest(
                        cookie.logonId(),
                        House.verifier(cookie.random(), clientRandom),
                        clientRandom,
                        House.from(house.port(), "pc"),
                        _ -> true);
        assertThat(house.answer(house.host.reconnectByCookie(request)))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void thePreviousOneIsGoodOnce() {
        FakePort first = loggedOn();
        ArcCookie old = first.cookies.getFirst();
        house.after(SessionRules.DEFAULT.cookieRenewal().plusSeconds(1));
        assertThat(first.cookies).hasSize(2);
        house.closed(first, BROKEN);

        FakePort second = house.port();
        assertThat(house.reconnect(old, second)).isInstanceOf(Admission.Admitted.class);
        house.closed(second, BROKEN);
        assertThat(house.reconnect(old, house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.WRONG)));
    }

    @Test
    void aWrongOneOrOneOfAnotherSessionIsNotAcceptedAndDisturbsNobody() {
        FakePort alices = loggedOn();
        FakePort bobs = house.port();
        house.logon("bob", bobs);
        ArcCookie cookie = bobs.cookies.getFirst();

        var stolen = new ArcCookie(alices.cookies.getFirst().logonId(), cookie.random());
        assertThat(house.reconnect(stolen, house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.WRONG)));
        var unknown = new ArcCookie(999, cookie.random());
        assertThat(house.reconnect(unknown, house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.WRONG)));
        assertThat(alices.closed).isNull();
        assertThat(house.kinds()).contains(EventKind.COOKIE_REFUSED);
    }

    @Test
    void anAddressWithTooManyWrongOnesIsNotLookedAtForAMinute() {
        FakePort port = loggedOn();
        ArcCookie right = port.cookies.getFirst();
        house.closed(port, BROKEN);
        for (int i = 0; i < 10; i++) {
            house.reconnect(new ArcCookie(right.logonId(), new byte[16]), house.port());
        }
        assertThat(house.reconnect(right, house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.TOO_MANY_WRONG)));
        house.after(Duration.ofSeconds(61));
        assertThat(house.reconnect(right, house.port())).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void noneIsSentOrAcceptedWhereAutomaticReconnectionIsOff() {
        FakePort port = loggedOn();
        house.closed(port, BROKEN);
        house.rules = Rules.with().autoReconnect(false).rules();
        assertThat(house.reconnect(port.cookies.getFirst(), house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.SWITCHED_OFF)));
        FakePort again = house.port();
        house.logon("alice", again);
        assertThat(again.cookies).isEmpty();
    }

    @Test
    void aUserWhoMayNotLogOnAnyMoreIsNotLetInByACookie() {
        FakePort port = loggedOn();
        house.closed(port, BROKEN);
        ArcCookie cookie = port.cookies.getFirst();
        var request =
                new CookieRequest(
                        cookie.logonId(),
                        House.verifier(cookie.random(), new byte[32]),
                        new byte[32],
                        House.from(house.port(), "pc"),
                        user -> !user.equals("alice"));
        assertThat(house.answer(house.host.reconnectByCookie(request)))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.ACCOUNT_REFUSED)));
    }

    @Test
    void aMachineLeftAloneAtHomeDoesNotTakeTheSessionFromTheUserWhoLoggedOnElsewhere() {
        FakePort home = loggedOn();
        FakePort office = house.port();
        house.logon("alice", office);

        assertThat(house.reconnect(home.cookies.getFirst(), house.port()))
                .isEqualTo(new Admission.Refused(notAccepted(CookieFault.NEWER_LOGON)));
        assertThat(office.closed).isNull();

        house.closed(office, new ConnectionLoss.ClientLeft());
        assertThat(house.reconnect(home.cookies.getFirst(), house.port()))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void isOnDiskBeforeItIsSent() {
        FakePort port = house.port();
        house.logonLater("alice", port);
        house.time.settle();
        var stored = java.util.Objects.requireNonNull(house.directory.live().getFirst().cookie());
        assertThat(stored.current()).isEqualTo(port.cookies.getFirst().random());
    }

    @Test
    void isNeverInALine() {
        ArcCookie cookie = loggedOn().cookies.getFirst();
        assertThat(cookie.toString()).isEqualTo("ArcCookie[logonId=1]");
        assertThat(house.directory.live().getFirst().toString()).doesNotContain("[B@");
        assertThat(House.cookieRequest(cookie, house.port()).toString()).doesNotContain("[B@");
    }
}
