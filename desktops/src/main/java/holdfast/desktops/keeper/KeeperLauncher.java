package holdfast.desktops.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the keeper of a folder, or starts one. Safe for any thread. */
public final class KeeperLauncher {
    private static final int ATTEMPTS = 3;

    /**
     * The shell leaves at once, so that the keeper is nobody's child, and no session leader: it
     * must not get a controlling terminal when it opens one.
     */
    private static final String DETACH = "\"$@\" </dev/null 2>>keeper.log &";

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
                "the keeper of console sessions does not start: "
                        + last.getMessage()
                        + " (see keeper.log in its folder)",
                last);
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
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", DETACH, "sh"));
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
                        "-Xlog:all=error:stderr"));
        return command;
    }
}
