package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong is said in one line: the thing, the reason, the remedy. */
class OperatorErrorsTest {
    private final Path folder = Folders.make("errors");

    @AfterEach
    void clean() {
        ServerProgram.endWhatWorksIn(folder);
        Folders.remove(folder);
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            var result = holdfast("run", "--data", data(), "--listen", address);

            assertThat(oneLine(result)).contains(address).contains("in use");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        var result = holdfast("run", "--data", data(), "--listen", "192.0.2.1:3389");

        assertThat(oneLine(result)).contains("192.0.2.1:3389");
    }

    @Test
    void aDataFolderOfSomebodyElseIsNamed() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another user");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 65534);
        // As root without what makes root stronger than a folder's permissions: another user could
        // not read the class path of a build.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--bounding-set=-dac_override,-dac_read_search,-fowner",
                                "--"));
        command.addAll(
                ServerProgram.command(
                        "run", "--data", theirs.toString(), "--listen", "127.0.0.1:0"));

        var result = Program.run(Duration.ofSeconds(60), Map.of(), command);

        assertThat(oneLine(result)).contains(theirs.toString()).contains("--data");
    }

    @Test
    void aDataFolderInUseIsNamed() {
        try (var server = Server.start()) {
            var result =
                    holdfast("run", "--data", server.data().toString(), "--listen", "127.0.0.1:0");

            assertThat(oneLine(result))
                    .contains(server.data().toString())
                    .contains("in use by another Holdfast server");
        }
    }

    @Test
    void aFileInTheDataFoldersPlaceIsNamed() {
        Folders.write(folder.resolve("data"), "no folder");

        assertThat(oneLine(holdfast("run", "--data", data(), "--listen", "127.0.0.1:0")))
                .contains(data())
                .contains("not a folder");
    }

    @Test
    void aFaultInTheSettingsIsNamedWithItsLine() {
        Path settings =
                Folders.write(
                        folder.resolve("data/config/settings.toml"),
                        "[machine]\nkeepalive.ask-after = \"soon\"\n");

        assertThat(oneLine(holdfast("run", "--data", data(), "--listen", "127.0.0.1:0")))
                .contains(settings.toString())
                .contains("keepalive.ask-after")
                .contains("soon");
    }

    @Test
    void aDirectoryDatabaseThatIsNoneIsKeptAside() throws IOException {
        try (var server = Server.start()) {
            Path database = databaseOf(server.data());
            server.stop();
            Files.writeString(database, "this is no database, and never was one\n".repeat(300));

            server.startAgain();

            String log = server.log();
            assertThat(log).contains(database.getFileName().toString());
            assertThat(stackTraces(log)).isEmpty();
            try (var files = Files.list(server.data())) {
                assertThat(files.filter(file -> contains(file, "this is no database")).toList())
                        .as("the broken file is kept")
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount");
        Path small = Files.createDirectory(folder.resolve("small"));
        var mounted =
                Program.run(
                        Duration.ofSeconds(10),
                        Map.of(),
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=64k",
                                "tmpfs",
                                small.toString()));
        assumeTrue(mounted.exitStatus() == 0, "mounting is not possible here");
        try {
            Path data = Files.createDirectory(small.resolve("data"));
            byte[] rubbish = new byte[1024];
            try (var file = Files.newOutputStream(small.resolve("rubbish"))) {
                for (int i = 0; i < 1024; i++) {
                    file.write(rubbish);
                }
            } catch (IOException full) {
                // As it should be.
            }

            var result = holdfast("run", "--data", data.toString(), "--listen", "127.0.0.1:0");

            assertThat(oneLine(result)).contains(data.toString()).containsIgnoringCase("space");
        } finally {
            Program.run(Duration.ofSeconds(10), Map.of(), List.of("umount", small.toString()));
        }
    }

    @Test
    void aBadCommandLineIsWrongUsage() {
        wrongUsage("rum", "rum");
        wrongUsage("--listne", "run", "--listne", "127.0.0.1:0");
        wrongUsage("windows", "run", "--desktop", "windows");
        wrongUsage("ID", "disconnect");
        wrongUsage("one", "disconnect", "one");
        assertThat(oneLine(holdfast("run", "--data", data(), "--listen", "nonsense")))
                .contains("nonsense");
        assertThat(oneLine(holdfast("query", "session", "--data", data()))).contains(data());
    }

    private static void wrongUsage(String named, String... arguments) {
        var result = holdfast(arguments);

        assertThat(result.output()).contains(named);
        assertThat(stackTraces(result.output())).isEmpty();
        assertThat(result.exitStatus()).isEqualTo(2);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Program.Result holdfast(String... arguments) {
        return Program.run(Duration.ofSeconds(60), Map.of(), ServerProgram.command(arguments));
    }

    /** A refusal: status 1, and one line that says who speaks. */
    private static String oneLine(Program.Result result) {
        assertThat(result.output().lines().filter(line -> !line.isBlank()).toList())
                .as(result.output())
                .hasSize(1);
        assertThat(result.output()).startsWith("holdfast: ");
        assertThat(result.exitStatus()).isEqualTo(1);
        return result.output();
    }

    private static List<String> stackTraces(String output) {
        return Arrays.stream(output.split("\n"))
                .filter(line -> line.startsWith("\tat ") || line.contains("Exception"))
                .toList();
    }

    private static Path databaseOf(Path data) throws IOException {
        try (var files = Files.list(data)) {
            return files.filter(file -> contains(file, "SQLite format 3"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no database in " + data));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.isRegularFile(file)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                            .contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
