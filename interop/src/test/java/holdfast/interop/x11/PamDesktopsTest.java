package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user whom only the operating system knows logs on through PAM; needs root. */
class PamDesktopsTest {
    private static PamService service;
    private static MachineUser user;
    private static House house;

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        service = new PamService();
        user = new MachineUser(0x304010);
        house = House.ofPam(service.name());
    }

    @AfterAll
    static void moveOut() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {house, user, service}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @BeforeEach
    void everythingInOrder() {
        service.ordinary();
        password(House.PASSWORD);
        Run.output("chage", "-E", "-1", "-M", "99999", user.name());
    }

    @AfterEach
    void logOff() {
        house.logOff(user);
    }

    private static void password(String password) {
        Run.output("sh", "-c", "echo \"$0:$1\" | chpasswd", user.name(), password);
    }

    private static Viewer connect(String... options) {
        return new Viewer().connect(house, user, 800, 600, ColorDepth.RGB_32, options);
    }

    @Test
    void pamsSessionLastsAsLongAsTheDesktopWhateverBecomesOfTheServer() throws Exception {
        String opened = service.told() + "open_session " + user.name() + "\n";
        String closed = opened + "close_session " + user.name() + "\n";
        House.Seen before;
        try (var viewer = connect()) {
            viewer.awaitColour(user.colour());
            before = house.session(user, "Active");
            assertThat(service.told()).isEqualTo(opened);
            assertLast("127\\.0\\.0\\.1.*(still|gone)");
            Path server = Path.of("/proc", Long.toString(house.inside(user).serverPid()));
            assertThat(Place.read(server.resolve("environ"))).contains("HOLDFAST_SAYS_PAM=hello");
            assertThat(Files.getOwner(server, LinkOption.NOFOLLOW_LINKS).getName())
                    .isEqualTo(user.name());
            house.kill();
        }
        house.startAgain();
        assertThat(house.session(user, "Disc").leader()).isEqualTo(before.leader());
        assertThat(service.told()).isEqualTo(opened);
        assertLast("127\\.0\\.0\\.1.*\\(\\d\\d:\\d\\d\\)");

        house.logOff(user);

        assertThat(service.told()).isEqualTo(closed);
    }

    /**
     * What {@code last} tells of the user; a machine without the file keeps no record. Where audit
     * ids cannot be set it takes an open session for one that was left behind.
     */
    private static void assertLast(String line) {
        if (Files.exists(Path.of("/var/log/wtmp"))) {
            var pattern = Pattern.compile(line);
            Supplier<String> told = () -> Run.output("last", "-w", user.name());
            Wait.until(
                    told, () -> pattern.matcher(told.get().lines().findFirst().orElse("")).find());
        }
    }

    @Test
    void whoeverKillsWhatHoldsTheSessionEndsTheDesktop() {
        try (var viewer = connect()) {
            viewer.awaitColour(user.colour());
            long server = house.inside(user).serverPid();

            Run.output("kill", "-KILL", Long.toString(house.session(user, "Active").leader()));

            Wait.until(
                    () ->
                            "X server "
                                    + server
                                    + Run.output("ps", "-eo", "pid,ppid,pgid,stat,user,args"),
                    () -> !Files.exists(Path.of("/proc/" + server)));
            Wait.until(() -> house.sessions().toString(), () -> house.sessions().isEmpty());
        }
    }

    @Test
    void anExpiredPasswordIsChangedOnTheLogonScreen() {
        Run.output("chage", "-d", "0", user.name());
        try (var viewer = connect()) {
            XPicture current = viewer.awaitLogonScreen();
            assertThat(house.sessions()).isEmpty();
            viewer.type(House.PASSWORD);
            viewer.press("Return");
            XPicture next = viewer.awaitNext(current);
            viewer.type("Another-Donkey8");
            viewer.press("Return");
            viewer.awaitNext(next);
            viewer.type("Another-Donkey8");
            viewer.press("Return");
            viewer.awaitColour(user.colour());
        }
        house.logOff(user);
        try (var viewer = connect()) {
            viewer.awaitLogonScreen();
            assertThat(house.sessions()).as("the old password").isEmpty();
            viewer.type("Another-Donkey8");
            viewer.press("Return");
            viewer.awaitColour(user.colour());
        }
    }

    @Test
    void whoCameByTlsOnceComesByNlaUntilThePasswordExpires() {
        try (var viewer = connect("/sec:nla")) {
            assertThat(viewer.awaitRefusal()).contains("LOGON_FAILURE");
        }
        House.Seen before;
        try (var viewer = connect()) {
            viewer.awaitColour(user.colour());
            before = house.session(user, "Active");
        }
        house.session(user, "Disc");
        try (var viewer = connect("/sec:nla")) {
            viewer.awaitColour(user.colour());
            assertThat(house.session(user, "Active").leader()).isEqualTo(before.leader());
        }
        Run.output("chage", "-d", "0", user.name());
        try (var viewer = connect("/sec:nla")) {
            assertThat(viewer.awaitRefusal()).contains("PASSWORD_EXPIRED");
            assertThat(house.session(user, "Disc").leader()).isEqualTo(before.leader());
        }
    }

    @Test
    void anExpiredAccountIsToldInPamsWords() {
        Run.output("chage", "-E", "1", user.name());
        try (var viewer = connect()) {
            viewer.awaitLogonScreen();
            assertThat(house.sessions()).isEmpty();
            assertThat(house.events("SECURITY_LOGON_FAILED").getLast()).contains("EXPIRED");
        }
    }

    @Test
    void aLockedAccountIsToldInPamsWords() {
        String faillock =
                "pam_faillock.so %%s deny=1 unlock_time=600 dir=%s\n"
                        .formatted(service.folder().resolve("faillock"));
        service.authentication(
                "auth required "
                        + faillock.formatted("preauth")
                        + "auth [success=1 default=ignore] pam_unix.so\n"
                        + "auth [default=die] "
                        + faillock.formatted("authfail")
                        + "auth required pam_permit.so\n");
        password("Another-Donkey8");
        try (var viewer = connect()) {
            viewer.awaitLogonScreen();
        }
        password(House.PASSWORD);
        try (var viewer = connect()) {
            viewer.awaitText("The account is locked due to 1 failed logins.");
            assertThat(house.sessions()).isEmpty();
        }
    }

    @Test
    void aOneTimeCodeIsAskedForAfterThePassword() throws IOException {
        Path secrets = service.folder().resolve("oath");
        // The secret and its first code are those of RFC 4226, appendix D.
        Files.writeString(
                secrets,
                "HOTP %s - 3132333435363738393031323334353637383930\n".formatted(user.name()));
        Run.output("chmod", "600", secrets.toString());
        service.authentication(
                """
                auth required pam_unix.so
                auth required pam_oath.so usersfile=%s digits=6 window=5
                """
                        .formatted(secrets));
        try (var viewer = connect()) {
            viewer.awaitText("One-time password (OATH)");
            viewer.awaitLogonScreen();
            assertThat(house.sessions()).isEmpty();
            viewer.type("755224");
            viewer.press("Return");
            viewer.awaitColour(user.colour());
        }
    }

    @Test
    void aServiceThatIsMissingLetsNobodyInAndIsNamed() {
        service.remove();
        try (var viewer = connect()) {
            viewer.awaitText("The PAM service " + service.name() + " is missing");
            assertThat(house.sessions()).isEmpty();
        }
    }

    @Test
    void theSessionModulesOfTheShippedRulesWork() {
        service.sessions(
                """
                session required pam_limits.so
                session required pam_env.so readenv=1
                session optional pam_keyinit.so force revoke
                session include common-session
                """);
        try (var viewer = connect()) {
            viewer.awaitColour(user.colour());
            assertThat(house.session(user, "Active").user()).isEqualTo(user.name());
        }
    }

    @Test
    void aSessionThatPamRefusesIsSaidToBeRefused() {
        service.sessions("session required pam_deny.so\n");
        try (var viewer = connect()) {
            viewer.awaitLogonScreen();
            Wait.until(
                    () -> house.events("DESKTOP_FAILED").toString(),
                    () -> !house.events("DESKTOP_FAILED").isEmpty());
            assertThat(house.events("DESKTOP_FAILED").getLast())
                    .contains("the session is refused", "pam_open_session");
            assertThat(viewer.connected()).isTrue();
        }
    }
}
