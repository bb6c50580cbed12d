package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the way of a desktop is told to whoever sits in front of the client. */
class BadDesktopsTest {
    private static final int COLOUR = 0x402050;

    private static House house;
    private MachineUser user;

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        house = new House();
    }

    @AfterAll
    static void moveOut() {
        if (house != null) {
            house.close();
        }
    }

    @BeforeEach
    void arrive() {
        user = new MachineUser(COLOUR);
        house.add(user);
    }

    @AfterEach
    void leave() {
        house.logOff(user);
        user.close();
    }

    @Test
    void aProgramThatDiesAfterTheUserIsInShowsWhatItSaidLast() {
        user.session("sleep 2; echo 'the frobnicator is missing'; exit 3");
        try (var viewer = connect()) {
            viewer.awaitLogonScreen();
            assertThat(house.events("DESKTOP_FAILED").getLast())
                    .contains("with status 3", "the frobnicator is missing");
            assertThat(house.sessions()).isEmpty();
            assertThat(viewer.connected()).as("until it was read").isTrue();

            viewer.press("Return");

            Wait.until(() -> "the client is there", () -> !viewer.connected());
        }
    }

    @Test
    void aMissingHomeFolderIsNamedAndTheUserGetsADesktopAllTheSame() {
        Run.output("rm", "-r", user.home().toString());
        try (var viewer = connect()) {
            house.session(user, "Active");
            Inside session = house.inside(user);
            Wait.until(
                    () -> Place.read(session.files().resolve("log")),
                    () ->
                            Place.read(session.files().resolve("log"))
                                    .contains("The folder " + user.home() + " cannot be entered."));
            viewer.awaitSameAs(session);
        }
    }

    @Test
    void aHomeFolderThatCannotBeWrittenStillGivesADesktop() {
        Run.output("chown", "-R", "root", user.home().toString());
        Run.output("chmod", "-R", "a+rX,a-w", user.home().toString());
        try (var viewer = connect()) {
            viewer.awaitColour(COLOUR);
            viewer.awaitSameAs(house.inside(user));
        }
    }

    private Viewer connect() {
        return new Viewer().connect(house, user, 800, 600, ColorDepth.RGB_32);
    }
}
