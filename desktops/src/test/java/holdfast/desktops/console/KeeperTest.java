package holdfast.desktops.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper is for. */
class KeeperTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final DisplayLayout LAYOUT = DisplayLayout.single(900, 450);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private ConsoleDesktops desktops;

    @BeforeEach
    void open() {
        desktops = new ConsoleDesktops(folder, LeaderCommand.plain());
    }

    @AfterEach
    void endAll() {
        for (FoundDesktop found : desktops.found()) {
            ProcessHandle.of(found.leader().pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        desktops.close();
    }

    private static void shows(ConsoleDesktop desktop, String text) {
        await().atMost(SOON).until(() -> desktop.text().contains(text));
    }

    @Test
    void keepsASessionWhoseServerWasKilled() throws Exception {
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServerThatDies.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long leader;
        try (var output =
                new BufferedReader(
                        new InputStreamReader(
                                server.getInputStream(), StandardCharsets.US_ASCII))) {
            leader = Long.parseLong(output.readLine());
        } finally {
            // SIGKILL: nothing is said to anybody.
            server.destroyForcibly().waitFor();
        }
        FoundDesktop found = desktops.found().getFirst();
        assertThat(found.alive()).isTrue();
        assertThat(found.leader().pid()).isEqualTo(leader);
        ConsoleDesktop desktop = desktops.adopt(found);
        assertThat(desktop.text()).isEqualTo("begun");
        for (char unit : "hello\r".toCharArray()) {
            desktop.input(new DesktopInput.Unicode(unit, true));
        }
        shows(desktop, "got=hello");
        desktop.close();
    }

    @Test
    void runsTheSessionAsItsUser() throws Exception {
        assumeTrue(OsUser.current().isRoot());
        Path home = Files.createTempDirectory("home");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var nobody = new OsUser("nobody", 65534, 65534, home, Path.of("/bin/sh"));
        var request =
                new DesktopRequest(
                        "other",
                        nobody,
                        LAYOUT,
                        "id -u; pwd; stat -c owner=%u $(tty); echo x > /dev/tty && echo ok; read x",
                        "",
                        Map.of());
        ConsoleDesktop desktop = desktops.start(request);
        shows(desktop, "ok");
        assertThat(desktop.text()).isEqualTo("65534\n" + home + "\nowner=65534\nx\nok");
        desktop.close();
        Files.delete(home);
    }

    @Test
    void worksInAFolderWithALongName() throws Exception {
        Path deep = folder.resolve("d".repeat(120));
        var far = new ConsoleDesktops(deep, LeaderCommand.plain());
        var request =
                new DesktopRequest(
                        "far",
                        ConsoleDesktopTest.plainUser(folder),
                        LAYOUT,
                        "echo here; read x",
                        "/",
                        Map.of());
        ConsoleDesktop desktop = far.start(request);
        shows(desktop, "here");
        assertThat(far.found()).singleElement().matches(FoundDesktop::alive);
        desktop.close();
        await().atMost(SOON).until(() -> !desktop.leader().isAlive());
        far.close();
    }

    @Test
    void letsNobodyElseIn() throws Exception {
        desktops.warmUp();
        assertThat(Files.getPosixFilePermissions(folder.resolve("keeper.socket")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void saysWhyASessionCannotStart() {
        var nowhere = new OsUser("x", 0, 0, Path.of("/"), Path.of("/no/such/shell"));
        Assertions.assertThatThrownBy(
                        () -> desktops.start(DesktopRequest.of("bad", nowhere, LAYOUT)))
                .isInstanceOf(DesktopException.class)
                .hasMessageContaining("/no/such/shell");
        assertThat(desktops.found()).isEmpty();
    }

    @Test
    void namesASessionOnce() throws Exception {
        var request =
                new DesktopRequest(
                        "once",
                        ConsoleDesktopTest.plainUser(folder),
                        LAYOUT,
                        "read x",
                        "/",
                        Map.of());
        ConsoleDesktop desktop = desktops.start(request);
        Assertions.assertThatThrownBy(() -> desktops.start(request))
                .isInstanceOf(DesktopException.class)
                .hasMessageContaining("exists");
        desktop.close();
    }
}
