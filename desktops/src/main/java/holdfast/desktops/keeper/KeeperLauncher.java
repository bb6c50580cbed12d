package holdfast.desktops.keeper;

import holdfast.desktops.SystemdScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the keeper of a folder, or starts one. Safe for any thread. */
public final class KeeperLauncher {
    private static final int ATTEMPTS = 3;

    private static final String LOG = "keeper.log";

    /**
     * The keeper is nobody's child, and no session leader: it must not get a controlling terminal
     * when it opens one. The shell stays until the keeper has closed its standard output, since
     * Java reads no further than the end of the process that it started.
     */
    private static final String DETACH = "{ \"$@\" </dev/null 2>>" + LOG + " & } | cat";

    private final SmallProgram program =
            new SmallProgram(
                    Keeper.class,
                    List.of("holdfast/desktops/keeper", "holdfast/desktops/terminal"));

    private final Path folder;

    /**
     * @param folder exists
     */
    public KeeperLauncher(Path folder) {
        this.folder = folder;
    }

    /** A connection to the keeper, which is started if none runs. */
    public KeeperLink connect() throws IOException {
        IOException last = new IOException("no keeper");
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return KeeperLink.open(folder);
            } catch (IOException notThere) {
                last = notThere;
            }
            launch();
        }
        throw new IOException(
                "the keeper of console sessions does not start: %s; the last line of %s: %s"
                        .formatted(last.getMessage(), folder.resolve(LOG), lastWords()),
                last);
    }

    private String lastWords() {
        try (var lines = Files.lines(folder.resolve(LOG))) {
            return lines.filter(line -> !line.isBlank()).reduce((_, line) -> line).orElse("none");
        } catch (IOException | UncheckedIOException unreadable) {
            return "not readable";
        }
    }

    /** Returns when the keeper listens, or has found another one, or failed. */
    private void launch() throws IOException {
        var builder = new ProcessBuilder(command());
        builder.directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        Process shell = builder.start();
        shell.getOutputStream().close();
        shell.getErrorStream().close();
        try (var output = shell.getInputStream()) {
            // The keeper closes its standard output when it listens.
            output.readAllBytes();
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(SystemdScope.ofHelper("Holdfast console keeper"));
        command.addAll(List.of("setsid", "sh", "-c", DETACH, "sh"));
        // What a shell puts into the background ignores these, and so would all programs of
        // sessions.
        command.addAll(List.of("env", "--default-signal=INT,QUIT"));
        command.addAll(
                program.command(
                        folder,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=keeper.jsa",
                        "-Xlog:all=error:stderr",
                        "-XX:+DisplayVMOutputToStderr"));
        return command;
    }
}
