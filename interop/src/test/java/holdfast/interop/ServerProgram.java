package holdfast.interop;

import com.google.gson.JsonElement;
import holdfast.logon.OsUsers;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.operator.control.ControlClient;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * What every test does that runs the program itself: its command line, accounts, questions, end.
 */
public final class ServerProgram {
    /** The password of every account that {@link #addAccount} makes. */
    public static final String PASSWORD = "Correct-Horse7";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private ServerProgram() {}

    /** The command line of {@code ./holdfast} without its search for a JDK. */
    public static List<String> command(String... arguments) {
        List<String> command =
                Program.java(
                        "holdfast.app.Main",
                        "@" + Path.of("../app/jvm.options").toAbsolutePath(),
                        "-Dholdfast.fips.module="
                                + Path.of("../app/target/fips-module").toAbsolutePath());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * The command line that starts it on the loopback address; more options may be added.
     *
     * @param port 0 for any that is free
     * @param desktop as {@code --desktop} takes it
     */
    public static List<String> run(int port, Path data, String desktop) {
        return command(
                "run",
                "--listen",
                "127.0.0.1:" + port,
                "--data",
                data.toString(),
                "--desktop",
                desktop);
    }

    /** Waits for the ready lines of a server that was just started. */
    public static void awaitReady(Program server) {
        Awaitility.await("the ready line")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!server.isAlive()) {
                        throw new AssertionError("no start:\n" + server.output());
                    }
                    return server.output().contains("Holdfast is ready: ");
                });
    }

    /**
     * An account whose sessions run as {@code osUser}; makes the data folder where it is missing.
     */
    public static void addAccount(Path data, String name, String osUser) {
        try {
            Files.createDirectories(data);
            LocalAccounts.in(data, OsUsers.ofThisMachine(), InstantSource.system())
                    .add(
                            name,
                            PASSWORD.toCharArray(),
                            AccountOptions.STANDARD.withOsUser(Optional.of(osUser)));
        } catch (IOException | AccountException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Asks the server of a data folder.
     *
     * @throws IOException if it does not answer
     */
    public static List<JsonElement> ask(Path data, String command, Map<String, String> options)
            throws IOException {
        try {
            return new ControlClient(data.resolve("control.sock"))
                    .call(new ControlRequest(command, options));
        } catch (ControlRefusal e) {
            throw new AssertionError(command + ": " + e.getMessage(), e);
        }
    }

    /** Ends processes that outlive the server on purpose: their working folder tells them. */
    public static void endWhatWorksIn(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.readSymbolicLink(
                                        Path.of("/proc", Long.toString(process.pid()), "cwd"))
                                .startsWith(folder);
                    } catch (IOException notOurs) {
                        return false;
                    }
                })
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }
}
