package holdfast.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.operator.diagnosis.Evidence.CertificateState;
import holdfast.operator.diagnosis.Evidence.EventRow;
import holdfast.operator.diagnosis.Evidence.Running;
import holdfast.operator.diagnosis.Evidence.SessionRow;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String LOST_LONG_AGO =
            "Because of a security error, the client could not connect to the Terminal server."
                    + " After making sure that you are logged on to the network, try connecting to"
                    + " the server again.";

    @TempDir private Path folder;
    private SettingStore store;
    private final List<SessionRow> sessions = new ArrayList<>();
    private final List<EventRow> events = new ArrayList<>();
    private CertificateState certificate =
            new CertificateState(
                    "rdp-tcp", "made by the server itself", true, true, Instant.MAX, List.of());

    private boolean keytab;

    @BeforeEach
    void makeStore() {
        store = SettingStore.in(folder, InstantSource.system());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Because of a security error, the client could not connect to the Terminal server.|SECURITY_ERROR
                    Remote desktop disconnected. Because of a security error, the client could not connect|SECURITY_ERROR
                    BECAUSE OF  A Security Error|SECURITY_ERROR
                    1030|SECURITY_ERROR
                    disconnect reason 0xA06|SECURITY_ERROR
                    1542|SECURITY_ERROR
                    1798|SECURITY_ERROR
                    2310|SECURITY_ERROR
                    there was an error in data encryption|ENCRYPTION_ERROR
                    1286|ENCRYPTION_ERROR
                    2822|ENCRYPTION_ERROR
                    3078|ENCRYPTION_ERROR
                    The remote computer does not respond|NO_ANSWER
                    264|NO_ANSWER
                    516|NO_ANSWER
                    1796|NO_ANSWER
                    2308|NO_ANSWER
                    The Terminal Server has ended the connection|SERVER_ENDED
                    the session stays active after the client vanished|STAYED_ACTIVE
                    the user lands in a new session|NEW_SESSION
                    the session is gone after a short network failure|SESSION_GONE
                    the tool shows one level, the wire another|LEVEL_DIFFERS
                    only one adapter fails|ONE_ADAPTER
                    Another user connected to the remote computer|OTHER_CONNECTION
                    the client keeps trying but asks for the password|ASKS_PASSWORD
                    everybody is off after 2 h 11 min|ALL_OFF
                    ERRCONNECT_LOGON_FAILURE|WRONG_PASSWORD
                    HYBRID_REQUIRED_BY_SERVER|SERVER_WANTS_NLA
                    SSL_REQUIRED_BY_SERVER|SERVER_WANTS_TLS
                    SSL_NOT_ALLOWED_BY_SERVER|SERVER_REFUSES_TLS
                    ERRINFO_IDLE_TIMEOUT|DISCONNECTED_IDLE
                    The identity of the remote computer cannot be verified|CERTIFICATE_WARNING
                    """)
    void knowsWhatClientsSay(String text, ClientMessage meaning) {
        assertThat(ClientMessage.of(text)).contains(meaning);
    }

    @Test
    void doesNotKnowWhatNobodySays() {
        assertThat(ClientMessage.of("the coffee is cold")).isEmpty();
        assertThat(ClientMessage.of("error 99999999999999")).isEmpty();
    }

    @Test
    void keepAliveOffIsBehindASessionThatStaysActive() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);

        Answer first = first("the session stays active");

        assertThat(first.setting()).isEqualTo("keepalive.enabled");
        assertThat(first.evidence()).singleElement().asString().contains("settings.toml:");
        assertThat(first.remedy()).startsWith("holdfast setting set keepalive.enabled 1");
    }

    @Test
    void keepAliveOffIsAmongTheAnswersToTheArticlesMessage() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);

        assertThat(diagnose(LOST_LONG_AGO).answers())
                .extracting(Answer::setting)
                .contains("keepalive.enabled");
    }

    @Test
    void fipsUnderStandardSecurityIsBehindASecurityError() throws Exception {
        store.set("FIPSAlgorithmPolicy", "1", Scope.MACHINE, false);
        store.set("SecurityLayer", "rdp", new Scope.Connection("rdp-tcp"), false);

        Answer first = first(LOST_LONG_AGO);

        assertThat(first.what()).contains("Triple DES");
        assertThat(first.remedy()).contains("security.layer ssl");
    }

    @Test
    void levelHighIsBehindASecurityErrorOfOldClients() throws Exception {
        store.set("MinEncryptionLevel", "high", Scope.POLICY, false);

        Answer first = first(LOST_LONG_AGO);

        assertThat(first.setting()).isEqualTo("security.encryption-level");
        assertThat(first.remedy())
                .isEqualTo(
                        "holdfast setting set MinEncryptionLevel client-compatible --scope policy");
    }

    @Test
    void aMissingPrivateKeyIsBehindASecurityError() {
        certificate =
                new CertificateState(
                        "rdp-tcp",
                        "the files of certificate.files",
                        false,
                        false,
                        NOON,
                        List.of("the private key does not correspond to the certificate"));

        Answer first = first(LOST_LONG_AGO);

        assertThat(first.what()).contains("no certificate with a private key");
        assertThat(first.evidence()).singleElement().asString().contains("does not correspond");
    }

    @Test
    void severalSessionsAllowedIsBehindANewSession() throws Exception {
        store.set("fSingleSessionPerUser", "0", Scope.MACHINE, false);

        assertThat(first("the user gets a new session").setting())
                .isEqualTo("session.single-per-user");
    }

    @Test
    void twoSessionsOfOneUserAreSeen() {
        sessions.add(session(2, "alice", "Active"));
        sessions.add(session(3, "alice", "Disc"));

        Answer first = first("the user gets a new session");

        assertThat(first.what()).isEqualTo("alice has 2 sessions at once");
        assertThat(first.evidence()).hasSize(2);
    }

    @Test
    void actionEndIsBehindASessionThatIsGone() throws Exception {
        store.set("fInheritResetBroken", "0", new Scope.Connection("rdp-tcp"), false);
        store.set("fResetBroken", "end", new Scope.Connection("rdp-tcp"), false);

        Answer first = first("the session is gone after a short network failure");

        assertThat(first.setting()).isEqualTo("session.broken-action");
        assertThat(first.remedy()).contains("session.broken-action disconnect");
    }

    @Test
    void aPolicyThatHidesAToolsLevelIsNamed() throws Exception {
        store.set("MinEncryptionLevel", "low", new Scope.Connection("rdp-tcp"), false);
        store.set("MinEncryptionLevel", "high", Scope.POLICY, false);

        assertThat(diagnose("the tool shows one level, the wire another").answers())
                .anySatisfy(answer -> assertThat(answer.what()).contains("computer policy"));
    }

    @Test
    void networkLevelAuthenticationIsBehindItsRefusal() throws Exception {
        store.set("UserAuthentication", "1", new Scope.Connection("rdp-tcp"), false);

        assertThat(first("HYBRID_REQUIRED_BY_SERVER").remedy())
                .isEqualTo("holdfast setting set UserAuthentication 0 --scope connection:rdp-tcp");
    }

    @Test
    void tlsOnlyAndRdpOnlyAreBehindTheirRefusals() throws Exception {
        store.set("SecurityLayer", "ssl", new Scope.Connection("rdp-tcp"), false);
        assertThat(first("SSL_REQUIRED_BY_SERVER").setting()).isEqualTo("security.layer");

        store.set("SecurityLayer", "rdp", new Scope.Connection("rdp-tcp"), false);
        assertThat(first("SSL_NOT_ALLOWED_BY_SERVER").setting()).isEqualTo("security.layer");
    }

    @Test
    void listeningOnLocalhostIsBehindNoAnswer() {
        assertThat(first("The remote computer is not available").setting())
                .isEqualTo("connection.listen");
    }

    @Test
    void aRefusedCookieIsBehindTheQuestionForThePassword() {
        events.add(event(1041, "COOKIE_REFUSED", 2, "alice", "the verifier is wrong"));

        Answer first = first("the client keeps trying but asks for the password");

        assertThat(first.what()).contains("the verifier is wrong");
        assertThat(first.evidence()).singleElement().asString().contains("1041");
    }

    @Test
    void aTakeOverIsBehindAnotherConnectionAndNothingIsToBeMended() {
        events.add(event(9006, "TAKEN_OVER", 2, "alice", "192.0.2.1"));

        assertThat(first("Another user connected").remedy()).isEmpty();
    }

    @Test
    void aUsersRefusedLogonIsFoundByName() {
        events.add(event(4625, "SECURITY_LOGON_FAILED", 0, "alice", "WRONG_NAME_OR_PASSWORD"));
        events.add(event(4625, "SECURITY_LOGON_FAILED", 0, "bob", "THROTTLED"));

        var asked =
                new Question(
                        OptionalInt.empty(),
                        Optional.of("alice"),
                        Optional.empty(),
                        Optional.empty());
        Answer first = Diagnosis.of(asked, evidence()).answers().getFirst();

        assertThat(first.what()).contains("WRONG_NAME_OR_PASSWORD");
        assertThat(first.evidence()).hasSize(1);
        assertThat(first.remedy()).isEqualTo("holdfast user passwd alice");
    }

    @Test
    void whomAConnectionDoesNotLetInIsToldApartFromAWrongPassword() {
        events.add(event(4625, "SECURITY_LOGON_FAILED", 0, "alice", "WRONG_NAME_OR_PASSWORD"));
        events.add(event(4625, "SECURITY_LOGON_FAILED", 0, "alice", "NOT_GRANTED_HERE"));

        List<Answer> answers = diagnose("your credentials did not work").answers();

        assertThat(answers.get(0).remedy()).isEqualTo("holdfast connection show rdp-tcp");
        assertThat(answers.get(1).remedy()).isEqualTo("holdfast user passwd alice");
    }

    @Test
    void aSessionThatIsNotThereIsLookedUpInTheRecord() {
        events.add(event(9003, "BROKEN", 7, "alice", "silent for 15 s"));

        var asked =
                new Question(
                        OptionalInt.of(7), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(Diagnosis.of(asked, evidence()).answers())
                .extracting(Answer::what)
                .anyMatch(what -> what.contains("silent for 15 s"))
                .anyMatch(what -> what.equals("there is no session 7 now"));
    }

    @Test
    void allPlacesTakenIsBehindAnEndedConnection() throws Exception {
        store.set("MaxInstanceCount", "1", new Scope.Connection("rdp-tcp"), false);
        sessions.add(session(2, "alice", "Active"));

        assertThat(first("The Terminal Server has ended the connection").what())
                .contains("are taken");
    }

    @Test
    void connectionsDeniedAreBehindAnEndedConnection() throws Exception {
        store.set("fDenyTSConnections", "1", Scope.MACHINE, false);

        assertThat(first("The Terminal Server has ended the connection").remedy())
                .isEqualTo("holdfast setting set connection.denied 0 --scope machine");
    }

    @Test
    void whoseLogonIsDisabledIsTold() throws Exception {
        store.set("fLogonDisabled", "1", new Scope.User("alice"), false);

        var asked =
                new Question(
                        OptionalInt.empty(),
                        Optional.of("alice"),
                        Optional.empty(),
                        Optional.empty());

        assertThat(Diagnosis.of(asked, evidence()).answers())
                .extracting(Answer::setting)
                .contains("fLogonDisabled");
    }

    @Test
    void aServerAtRestIsChecked() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);
        store.set("fSingleSessionPerUser", "0", Scope.MACHINE, false);
        store.set("fInheritResetBroken", "0", new Scope.Connection("rdp-tcp"), false);
        store.set("fResetBroken", "end", new Scope.Connection("rdp-tcp"), false);
        certificate = new CertificateState("rdp-tcp", "", false, false, NOON, List.of("no key"));

        assertThat(Diagnosis.of(Question.AT_REST, evidence()).answers())
                .extracting(Answer::setting)
                .contains(
                        "keepalive.enabled",
                        "session.single-per-user",
                        "session.broken-action",
                        "certificate.files");
    }

    @Test
    void theLikeliestComesFirst() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);
        store.set("fSingleSessionPerUser", "0", Scope.MACHINE, false);
        sessions.add(session(2, "alice", "Active"));
        sessions.add(session(3, "alice", "Disc"));

        assertThat(diagnose("a new session").answers())
                .extracting(Answer::likelihood)
                .isSortedAccordingTo((a, b) -> Integer.compare(b, a))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void nobodyCanProveAPasswordAtLevelFipsWithoutAKeytab() throws Exception {
        store.set("UserAuthentication", "1", Scope.MACHINE, false);
        assertThat(atRest()).noneMatch(answer -> answer.what().contains("nobody can log on"));

        store.set("security.fips", "1", Scope.MACHINE, false);
        assertThat(atRest())
                .filteredOn(answer -> answer.what().contains("nobody can log on"))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.what()).contains("rdp-tcp", "level fips", "holdfast.keytab");
                    assertThat(answer.remedy())
                            .isEqualTo(
                                    "holdfast setting set UserAuthentication 0 --scope"
                                            + " connection:rdp-tcp");
                });

        keytab = true;
        assertThat(atRest()).noneMatch(answer -> answer.what().contains("nobody can log on"));
    }

    @Test
    void aClientThatWasTurnedAwayIsFoundByItsEvent() {
        events.add(
                event(50, "SECURITY_REFUSED", 0, "", "SSL_REQUIRED_BY_SERVER (failure code 1): x"));

        Answer first = first(LOST_LONG_AGO);

        assertThat(first.what()).startsWith("a client without TLS was turned away");
        assertThat(first.remedy())
                .isEqualTo(
                        "holdfast setting set security.layer negotiate --scope"
                                + " connection:rdp-tcp");
    }

    private List<Answer> atRest() {
        return Diagnosis.of(Question.AT_REST, evidence()).answers();
    }

    private Answer first(String message) {
        return diagnose(message).answers().getFirst();
    }

    private Diagnosis diagnose(String message) {
        return Diagnosis.of(Question.message(message), evidence());
    }

    private Evidence evidence() {
        try {
            return new Evidence(
                    store.configuration(),
                    List.of(certificate),
                    keytab,
                    Optional.of(new Running(sessions, events)),
                    NOON);
        } catch (holdfast.settings.SettingsException e) {
            throw new AssertionError(e);
        }
    }

    private static SessionRow session(int id, String user, String state) {
        return new SessionRow(id, "rdp-tcp#" + id, user, state, "rdp-tcp", "PC", "192.0.2.7", 30);
    }

    private EventRow event(int id, String kind, int session, String user, String detail) {
        return new EventRow(
                events.size() + 1,
                NOON,
                id,
                kind,
                session,
                user,
                "rdp-tcp",
                "192.0.2.7",
                0,
                detail,
                kind + " " + user);
    }
}
