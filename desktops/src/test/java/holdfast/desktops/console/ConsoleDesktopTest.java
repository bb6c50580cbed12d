package holdfast.desktops.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real shells on real pseudo-terminals, kept by a real keeper. */
class ConsoleDesktopTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final DisplayLayout LAYOUT = DisplayLayout.single(900, 450);
    private static final int COLUMNS = 100;
    private static final int ROWS = 25;

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path folder;

    private static ConsoleDesktops desktops;
    private static int number;

    private final List<ConsoleDesktop> opened = new ArrayList<>();

    @BeforeAll
    static void open() {
        desktops = new ConsoleDesktops(folder, LeaderCommand.plain());
    }

    @AfterAll
    static void leaveNothing() {
        desktops.found().stream()
                .filter(FoundDesktop::alive)
                .forEach(found ->
                        ProcessHandle.of(found.leader().pid())
                                .ifPresent(ProcessHandle::destroyForcibly));
        desktops.close();
    }

    @AfterEach
    void close() {
        opened.forEach(ConsoleDesktop::close);
    }

    private ConsoleDesktop start(String program) throws Exception {
        OsUser user = plainUser(folder);
        var environment = Map.of("PS1", "> ", "HISTFILE", "/dev/null");
        var request = new DesktopRequest("t" + number++, user, LAYOUT, program, "/", environment);
        ConsoleDesktop desktop = desktops.start(request);
        opened.add(desktop);
        return desktop;
    }

    /** This account without its own start files, which may do anything. */
    static OsUser plainUser(Path home) {
        OsUser self = OsUser.current();
        return new OsUser(self.name(), self.uid(), self.gid(), home, Path.of("/bin/bash"));
    }

    private ConsoleDesktop shell() throws Exception {
        return start("exec bash --norc --noprofile");
    }

    private static void type(ConsoleDesktop desktop, String text) {
        for (char unit : text.toCharArray()) {
            desktop.input(new DesktopInput.Unicode(unit, true));
        }
    }

    private static void shows(ConsoleDesktop desktop, String text) {
        await().atMost(SOON).until(() -> desktop.text().contains(text));
    }

    /** What is in the picture after {@link ConsoleDesktop#refresh} equals a picture made anew. */
    private static void assertUpToDate(ConsoleDesktop desktop, FrameBuffer picture) {
        var whole = new FrameBuffer(picture.width(), picture.height());
        desktop.refresh(picture, false);
        desktop.refresh(whole, true);
        assertThat(picture.pixels()).isEqualTo(whole.pixels());
    }

    @Test
    void runsAShellOnATerminalOfItsOwn() throws Exception {
        ConsoleDesktop desktop = shell();
        type(desktop, "tty; stty size; echo $TERM; echo sum=$((40+2)); ps -o sid= -p $$\r");
        shows(desktop, "sum=42");
        assertThat(desktop.text())
                .contains("/dev/pts/")
                .contains(ROWS + " " + COLUMNS)
                .contains("xterm-256color");
        shows(desktop, String.valueOf(desktop.leader().pid()));
        assertThat(desktop.leader().isAlive()).isTrue();
    }

    @Test
    void programsHaveALoginEnvironment() throws Exception {
        ConsoleDesktop desktop =
                start(
                        "echo [$HOME] [$SHELL] [$USER] [$XDG_SESSION_TYPE] [$HOLDFAST_SESSION];"
                                + " locale charmap; exec cat");
        shows(
                desktop,
                "[%s] [/bin/bash] [%s] [tty] [%s]"
                        .formatted(folder, OsUser.current().name(), desktop.sessionKey()));
        shows(desktop, "UTF-8");
    }

    @Test
    void stopsProgramsByControlC() throws Exception {
        ConsoleDesktop desktop =
                start("trap 'echo interrupted' INT; echo ready; while :; do sleep 0.1; done");
        shows(desktop, "ready");
        desktop.input(new DesktopInput.Key(0x1D, false, false, true));
        desktop.input(new DesktopInput.Key(0x2E, false, false, true));
        desktop.input(new DesktopInput.Key(0x2E, false, false, false));
        desktop.input(new DesktopInput.Key(0x1D, false, false, false));
        shows(desktop, "interrupted");
    }

    @Test
    void tellsTheExitStatusOnce() throws Exception {
        var end = new CompletableFuture<DesktopEnd>();
        ConsoleDesktop desktop = start("exit 7");
        desktop.watch(
                new DesktopListener() {
                    @Override
                    public void damaged() {}

                    @Override
                    public void pointerChanged() {}

                    @Override
                    public void resized() {}

                    @Override
                    public void ended(DesktopEnd how) {
                        assertThat(end.complete(how)).isTrue();
                    }
                });
        assertThat(end.get(15, java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(new DesktopEnd.ProgramFinished(7));
    }

    @Test
    void repaintsOnlyTheCellsThatChanged() throws Exception {
        ConsoleDesktop desktop =
                start("stty -echo; printf 'a\\nb\\n\\033[?25l'; read x; printf Z; read y");
        shows(desktop, "a\nb");
        var picture = new FrameBuffer(900, 450);
        assertThat(desktop.refresh(picture, true).changed()).containsExactly(picture.bounds());
        assertThat(desktop.refresh(picture, false)).isEqualTo(Refresh.NOTHING);
        type(desktop, "\r");
        shows(desktop, "Z");
        Refresh refresh = desktop.refresh(picture, false);
        assertThat(refresh.moves()).isEmpty();
        assertThat(refresh.changed()).containsExactly(new Rect(0, 2 * 18, 9, 18));
        assertUpToDate(desktop, picture);
    }

    @Test
    void movesPixelsWhenTextScrolls() throws Exception {
        ConsoleDesktop desktop =
                start("stty -echo; printf '\\033[?25l'; seq 1 25; read x; seq 26 30; read y");
        shows(desktop, "\n25");
        var picture = new FrameBuffer(900, 450);
        desktop.refresh(picture, true);
        type(desktop, "\r");
        shows(desktop, "\n30");
        Refresh refresh = desktop.refresh(picture, false);
        assertThat(refresh.moves()).hasSize(1);
        assertThat(refresh.moves().getFirst().target()).isEqualTo(new Rect(0, 0, 900, 20 * 18));
        assertThat(refresh.moves().getFirst().sourceY()).isEqualTo(5 * 18);
        assertThat(refresh.changed()).allMatch(rect -> rect.y() >= 19 * 18);
        assertUpToDate(desktop, picture);
    }

    @Test
    void looksBackByTheWheelAndReturnsWithTheNextKey() throws Exception {
        ConsoleDesktop desktop = start("stty -echo; seq 1 100; read x");
        shows(desktop, "\n100");
        var picture = new FrameBuffer(900, 450);
        desktop.refresh(picture, true);
        var before = picture.pixels().clone();
        desktop.input(new DesktopInput.Wheel(10, 10, 120, false));
        assertThat(desktop.refresh(picture, false).moves()).hasSize(1);
        assertUpToDate(desktop, picture);
        assertThat(picture.pixels()).isNotEqualTo(before);
        desktop.input(new DesktopInput.Wheel(10, 10, -120, false));
        assertUpToDate(desktop, picture);
        assertThat(picture.pixels()).isEqualTo(before);
    }

    @Test
    void tellsTheProgramOfTheMouseWhereItAskedForIt() throws Exception {
        ConsoleDesktop desktop =
                start("stty -echo -icanon; printf '\\033[?1000;1006h'; echo ready; cat -v");
        shows(desktop, "ready");
        desktop.input(new DesktopInput.PointerButton(9 * 4 + 1, 18 * 2 + 1, 1, true));
        desktop.input(new DesktopInput.PointerButton(9 * 4 + 1, 18 * 2 + 1, 1, false));
        desktop.input(new DesktopInput.Wheel(0, 0, 120, false));
        shows(desktop, "^[[<0;5;3M^[[<0;5;3m^[[<64;1;1M");
    }

    @Test
    void takesAnySizeAtAnyTime() throws Exception {
        ConsoleDesktop desktop = shell();
        type(desktop, "echo one two three\r");
        shows(desktop, "\none two three");
        for (int[] size : new int[][] {{1800, 900}, {200, 200}, {640, 480}, {3000, 2000}}) {
            desktop.resize(DisplayLayout.single(size[0], size[1]));
            assertThat(desktop.refresh(new FrameBuffer(900, 450), false))
                    .isEqualTo(Refresh.RESIZED);
            var picture = new FrameBuffer(size[0], size[1]);
            desktop.refresh(picture, true);
            assertUpToDate(desktop, picture);
        }
        type(desktop, "clear; stty size\r");
        shows(desktop, "111 333");
    }

    @Test
    void outlivesItsServerAndShowsTheSameAgain() throws Exception {
        ConsoleDesktop desktop = shell();
        type(desktop, "X=kept; printf '\\033[31mred\\n'\r");
        shows(desktop, "\nred");
        var before = new FrameBuffer(900, 450);
        desktop.refresh(before, true);
        desktop.leave();
        var later = new ConsoleDesktops(folder, LeaderCommand.plain());
        FoundDesktop found =
                later.found().stream()
                        .filter(one -> one.sessionKey().equals(desktop.sessionKey()))
                        .findFirst()
                        .orElseThrow();
        assertThat(found.alive()).isTrue();
        assertThat(found.leader()).isEqualTo(desktop.leader());
        ConsoleDesktop again = later.adopt(found);
        opened.add(again);
        again.resize(LAYOUT);
        var picture = new FrameBuffer(900, 450);
        again.refresh(picture, true);
        assertThat(picture.pixels()).isEqualTo(before.pixels());
        type(again, "echo $X-and-alive\r");
        shows(again, "kept-and-alive");
        later.close();
    }

    @Test
    void goesOnWritingWhileNoServerListens() throws Exception {
        Path done = folder.resolve("done");
        ConsoleDesktop desktop = start("seq 1 400000; touch " + done + "; read x");
        desktop.leave();
        await().atMost(SOON).until(() -> Files.exists(done));
        FoundDesktop found =
                desktops.found().stream()
                        .filter(one -> one.sessionKey().equals(desktop.sessionKey()))
                        .findFirst()
                        .orElseThrow();
        ConsoleDesktop again = desktops.adopt(found);
        opened.add(again);
        assertThat(again.text()).contains("\n399999\n400000");
    }

    @Test
    void restoresAFullScreenProgramWhoseBeginningIsForgotten() throws Exception {
        ConsoleDesktop desktop =
                start(
                        "printf '\\033[?1049h\\033[?1002;1006h'; trap 'printf \"\\033[H\\033[2Jdrawn"
                                + " anew\"' WINCH; seq 1 100000; echo end; while :; do sleep 0.1;"
                                + " done");
        shows(desktop, "\nend");
        desktop.leave();
        FoundDesktop found =
                desktops.found().stream()
                        .filter(one -> one.sessionKey().equals(desktop.sessionKey()))
                        .findFirst()
                        .orElseThrow();
        ConsoleDesktop again = desktops.adopt(found);
        opened.add(again);
        shows(again, "drawn anew");
        assertThat(again.text()).doesNotContain("99999");
    }

    @Test
    void endsWhatRunsWhenClosed() throws Exception {
        ConsoleDesktop desktop = start("trap '' HUP; echo stubborn; while :; do sleep 1; done");
        shows(desktop, "stubborn");
        desktop.close();
        await().atMost(SOON).until(() -> !desktop.leader().isAlive());
        assertThat(desktops.found())
                .filteredOn(found -> found.sessionKey().equals(desktop.sessionKey()))
                .singleElement()
                .matches(found -> !found.alive());
        desktops.forget(desktop.sessionKey());
        assertThat(desktops.found())
                .noneMatch(found -> found.sessionKey().equals(desktop.sessionKey()));
    }
}
