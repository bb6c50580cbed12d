package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.graphics.FrameBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLifeTest {
    private static final Path SYSTEMS_SESSION = Path.of("/etc/X11/Xsession");

    private static final DisplayLayout SMALL = DisplayLayout.single(640, 480);

    /** What {@link AnotherServer} runs in its desktop. */
    static final String WORK = "exec xterm -T work -e sh -c 'seq 200000; echo done >%s; exec cat'";

    private static DesktopEnd endOf(X11Stage stage) {
        await().atMost(Duration.ofSeconds(12)).until(() -> stage.watcher.end != null);
        return stage.watcher.end;
    }

    @Test
    void withNothingChosenTheSystemsSessionRuns() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openbox")));
        assumeTrue(Files.isExecutable(SYSTEMS_SESSION));
        try (var stage = X11Stage.with("")) {
            await().atMost(X11Stage.PATIENCE).until(() -> managed(stage));
        }
    }

    private static boolean managed(X11Stage stage) throws Exception {
        return stage.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").contains("0x");
    }

    @Test
    void withoutASystemsSessionThereIsAWindowManagerAndATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openbox")));
        assumeFalse(Files.isExecutable(SYSTEMS_SESSION));
        try (var stage = X11Stage.with("")) {
            await().atMost(X11Stage.PATIENCE).until(() -> !visible(stage, "xterm").isBlank());
            assertThat(managed(stage)).isTrue();
        }
    }

    private static String visible(X11Stage stage, String className) throws Exception {
        return stage.run("xdotool", "search", "--onlyvisible", "--class", className);
    }

    @Test
    void aUsersOwnSessionFileIsWhatRuns(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve(".xsession"), "exec xterm -T mine\n");
        var desktops = new X11Desktops(home.resolve("x"), LeaderCommand.plain());
        var environment = Map.of("HOME", home.toString());
        var request = new DesktopRequest("own", OsUser.current(), SMALL, "", "", environment);
        try (var desktop = desktops.start(request)) {
            FrameBuffer picture = new FrameBuffer(640, 480);
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> {
                        desktop.refresh(picture, false);
                        return (picture.pixel(100, 100) & 0xFFFFFF) == 0xFFFFFF;
                    });
        }
        assertThat(new X11Stage.XSessionProbe(desktops).isOver("own")).isTrue();
        desktops.forget("own");
    }

    @Test
    void aProgramThatFailsAtOnceShowsItsLastOutput() throws Exception {
        try (var stage = X11Stage.with("echo something is missing; exit 3")) {
            assertThat(endOf(stage))
                    .isInstanceOfSatisfying(
                            DesktopEnd.Failed.class,
                            end ->
                                    assertThat(end.what())
                                            .contains("with status 3")
                                            .contains("something is missing"));
        }
    }

    @Test
    void aProgramThatFinishesEndsTheDesktop() throws Exception {
        try (var stage = X11Stage.with("sleep 3.2; exit 0")) {
            assertThat(endOf(stage)).isEqualTo(new DesktopEnd.ProgramFinished(0));
            assertThat(stage.desktops.found()).noneMatch(FoundDesktop::alive);
        }
    }

    @Test
    void anXServerThatDiesIsNamed() throws Exception {
        try (var stage = X11Stage.with("exec sleep 1000")) {
            long server = Long.parseLong(Files.readString(stage.file("stage/run/server")).strip());
            ProcessHandle.of(server).orElseThrow().destroyForcibly();
            assertThat(endOf(stage))
                    .isInstanceOfSatisfying(
                            DesktopEnd.Failed.class,
                            end -> assertThat(end.what()).contains("The X server has ended."));
        }
    }

    @Test
    void aHangingXServerHoldsUpNobody() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T hung")) {
            stage.awaitWindow("hung");
            FrameBuffer picture = stage.picture();
            stage.desktop.refresh(picture, true);
            String server = Files.readString(stage.file("stage/run/server")).strip();
            stage.run("kill", "-STOP", server);
            long began = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                stage.desktop.input(new DesktopInput.PointerMoved(i % 600, i % 400));
            }
            var seen = new LinkedBlockingQueue<Refresh>();
            stage.desktop
                    .frames(Runnable::run)
                    .execute(() -> seen.add(stage.desktop.refresh(picture, true)));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(seen).as("while the server hangs").isEmpty();
            stage.run("kill", "-CONT", server);
            Refresh whole = seen.poll(X11Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(whole).isEqualTo(Refresh.changed(List.of(picture.bounds())));
        }
    }

    @Test
    void aFrameOfADesktopThatWasClosedIsNotLost() throws Exception {
        try (var stage = X11Stage.with("exec sleep 1000")) {
            FrameBuffer picture = stage.picture();
            stage.desktop.close();
            for (int frame = 0; frame < 2; frame++) {
                var seen = new LinkedBlockingQueue<Refresh>();
                stage.desktop
                        .frames(Runnable::run)
                        .execute(() -> seen.add(stage.desktop.refresh(picture, true)));
                assertThat(seen.poll(X11Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
                await().atMost(X11Stage.PATIENCE)
                        .until(() -> stage.desktop.refresh(picture, true).equals(Refresh.NOTHING));
            }
        }
    }

    @Test
    void manyStartAtOnceWithADisplayEach(@TempDir Path folder) throws Exception {
        var desktops = new X11Desktops(folder, LeaderCommand.plain());
        List<Future<SessionDesktop>> starting = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                var request =
                        new DesktopRequest(
                                "s" + i, OsUser.current(), SMALL, "sleep 99", "/", Map.of());
                starting.add(threads.submit(() -> desktops.start(request)));
            }
        }
        Set<String> displays = new HashSet<>();
        for (Future<SessionDesktop> desktop : starting) {
            displays.add(desktop.get().display());
            desktop.get().close();
        }
        assertThat(displays).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(new X11Stage.XSessionProbe(desktops).isOver("s" + i)).isTrue();
            desktops.forget("s" + i);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anXServerThatCannotStartIsAClearAnswer(@TempDir Path folder) {
        XServer broken =
                new XServer() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public List<String> command(DisplaySize size, Path run) {
                        return List.of("/bin/cat");
                    }
                };
        var desktops = new X11Desktops(folder, LeaderCommand.plain(), Optional.of(broken));
        var request = DesktopRequest.of("s", OsUser.current(), SMALL);
        assertThatThrownBy(() -> desktops.start(request))
                .isInstanceOf(DesktopException.class)
                .hasMessageContaining("the X server ended at once")
                .hasMessageContaining("invalid option");
    }

    /** In a {@code /tmp} that only the session sees, with a lock file for every number. */
    @Test
    void displayNumbersThatAreUsedUpAreAClearAnswer() throws Exception {
        assumeTrue(OsUser.current().isRoot());
        Path folder = Files.createTempDirectory("display-numbers");
        String full =
                """
                cd "$1" && mount -t tmpfs -o size=64m none /tmp && mkdir -p "$1" && mount -c --bind . "$1"
                n=10
                while [ $n -lt 10000 ]; do echo $$ >/tmp/.X$n-lock; n=$((n + 1)); done
                shift
                exec setsid "$@"
                """;
        LeaderCommand inItsOwnTmp =
                (user, command, environment) -> {
                    List<String> all = new ArrayList<>();
                    all.addAll(List.of("unshare", "--mount", "sh", "-c", full, "sh"));
                    all.add(folder.toString());
                    all.addAll(command);
                    return all;
                };
        var desktops = new X11Desktops(folder, inItsOwnTmp);
        var request = DesktopRequest.of("s", OsUser.current(), SMALL);
        assertThatThrownBy(() -> desktops.start(request))
                .isInstanceOf(DesktopException.class)
                .hasMessageContaining("Every display number from 10 to 9999 is in use");
        desktops.forget("s");
        Files.delete(folder);
    }

    @Test
    void aMachineWithoutXServerSaysWhatToInstall(@TempDir Path folder) {
        var desktops = new X11Desktops(folder, LeaderCommand.plain(), Optional.empty());
        assertThat(desktops.unavailable())
                .hasValueSatisfying(why -> assertThat(why).contains("tigervnc-standalone-server"));
    }

    @Test
    void onlyTheUserCanReadTheCookieAndNothingListensOnTheNetwork() throws Exception {
        try (var stage = X11Stage.with("exec sleep 1000")) {
            Path cookie = stage.file("stage/run/Xauthority");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cookie)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(stage.file("stage/state"))))
                    .isEqualTo("rw-------");
            String sockets = Files.readString(Path.of("/proc/net/unix"));
            String name = "/tmp/.X11-unix/X" + stage.desktop.display().substring(1);
            assertThat(sockets.lines().filter(line -> line.endsWith("@" + name))).isEmpty();
            ProcessBuilder stranger = new ProcessBuilder("xset", "q");
            stranger.environment().put("DISPLAY", stage.desktop.display());
            stranger.environment().put("XAUTHORITY", "/dev/null");
            Process refused = stranger.start();
            assertThat(X11Stage.readAll(refused.getErrorStream())).contains("unable to open");
        }
    }

    @Test
    void runsAsAnotherUser() throws Exception {
        assumeTrue(OsUser.current().isRoot());
        OsUser nobody = OsUser.named("nobody").orElseThrow();
        Path folder = Files.createTempDirectory("x11-nobody");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var desktops = new X11Desktops(folder, LeaderCommand.plain());
        String program = "id -un; exec sleep 1000";
        var request = new DesktopRequest("other", nobody, SMALL, program, "", Map.of());
        try (var desktop = desktops.start(request)) {
            Path run = folder.resolve("other/run");
            assertThat(Files.getOwner(run).getName()).isEqualTo("nobody");
            assertThat(Files.getOwner(folder.resolve("other/state")).getName()).isEqualTo("root");
            String server = "/proc/" + Files.readString(run.resolve("server")).strip();
            assertThat(Files.getOwner(Path.of(server)).getName()).isEqualTo("nobody");
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(run.resolve("log"))
                                    .content()
                                    .contains("nobody\n")
                                    .contains("cannot be entered"));
            FrameBuffer picture = new FrameBuffer(640, 480);
            assertThat(desktop.refresh(picture, true).changed()).containsExactly(picture.bounds());
            desktop.leave();
            assertThat(desktops.found()).hasSize(1);
        }
        try (var again = desktops.adopt(desktops.found().getFirst())) {
            assertThat(again.size()).isEqualTo(SMALL.size());
        }
        assertThat(new X11Stage.XSessionProbe(desktops).isOver("other")).isTrue();
        desktops.forget("other");
        Files.delete(folder);
    }

    @Test
    void aFolderThatTheUserCannotReachIsNamed(@TempDir Path folder) throws Exception {
        assumeTrue(OsUser.current().isRoot());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        var desktops = new X11Desktops(folder.resolve("x"), LeaderCommand.plain());
        OsUser nobody = OsUser.named("nobody").orElseThrow();
        assertThatThrownBy(() -> desktops.start(DesktopRequest.of("n", nobody, SMALL)))
                .isInstanceOf(DesktopException.class)
                .hasMessageContaining("nobody cannot enter the folder " + folder);
    }

    @Test
    void aKilledServersSessionIsAdoptedAndAFrozenServerStopsNoProgram(@TempDir Path folder)
            throws Exception {
        Path done = folder.resolve("done");
        Process other = AnotherServer.start(folder.resolve("x"), done);
        long began = Long.parseLong(other.inputReader().readLine());
        // It looks once, and then sleeps for ever: to the X server, a viewer that hangs.
        new ProcessBuilder("kill", "-STOP", Long.toString(other.pid())).start().waitFor();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(done));
        other.destroyForcibly().waitFor();

        var desktops = new X11Desktops(folder.resolve("x"), LeaderCommand.plain());
        FoundDesktop found = desktops.found().getFirst();
        assertThat(found.alive()).isTrue();
        assertThat(found.leader().pid()).isEqualTo(began);
        assertThat(found.size()).isEqualTo(SMALL.size());
        try (var desktop = (X11Desktop) desktops.adopt(found)) {
            assertThat(desktop.leader()).isEqualTo(found.leader());
            FrameBuffer picture = new FrameBuffer(640, 480);
            assertThat(desktop.refresh(picture, true).changed()).containsExactly(picture.bounds());
            assertThat(java.util.Arrays.stream(picture.pixels()).distinct().count())
                    .isGreaterThan(1);
            assertThatThrownBy(
                            () -> desktops.start(DesktopRequest.of("w", OsUser.current(), SMALL)))
                    .hasMessageContaining("running already");
        }
        assertThat(new X11Stage.XSessionProbe(desktops).isOver("w")).isTrue();
        assertThat(desktops.found()).singleElement().matches(ended -> !ended.alive());
        desktops.forget("w");
        assertThat(desktops.found()).isEmpty();
    }

    @Test
    void aStateFileThatIsDamagedIsNoSession(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/state"), "leader=12\nleader-start=x\n");
        Files.createDirectories(folder.resolve("none"));
        assertThat(new X11Desktops(folder, LeaderCommand.plain()).found()).isEmpty();
    }
}
