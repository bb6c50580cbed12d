package holdfast.desktops.x11;

import holdfast.desktops.OsUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The files of one session: the server's own, and in {@code run} the user's. What the user's
 * programs write there is read as the user, or a link could show anybody's secrets.
 */
final class SessionFolder {
    private static final long READ_SECONDS = 5;
    private static final long DELETE_SECONDS = 30;

    private final Path path;

    SessionFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The user's part. */
    Path run() {
        return path.resolve("run");
    }

    Path leaderScript() {
        return path.resolve("leader.sh");
    }

    /**
     * The first folder on the way here that {@code user}, who is not this process's, cannot pass.
     */
    Optional<Path> barrier(OsUser user) throws IOException {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                Set<PosixFilePermission> may = Files.getPosixFilePermissions(folder);
                long owner = Integer.toUnsignedLong((int) Files.getAttribute(folder, "unix:uid"));
                boolean passes =
                        owner == user.uid()
                                ? may.contains(PosixFilePermission.OWNER_EXECUTE)
                                : may.contains(PosixFilePermission.OTHERS_EXECUTE);
                if (!passes) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    /** Makes all of it; {@code run} with its files belongs to the user in the end. */
    void create(OsUser user, OsUser self, byte[] authority, String serverConfiguration)
            throws IOException {
        createFolder(path.resolveSibling(".").normalize(), "rwx--x--x");
        createFolder(path, "rwx--x--x");
        createFolder(run(), "rwx------");
        write(leaderScript(), resource("leader.sh"), "rw-r--r--");
        write(run().resolve("Xauthority"), authority, "rw-------");
        if (!serverConfiguration.isEmpty()) {
            byte[] text = serverConfiguration.getBytes(StandardCharsets.UTF_8);
            write(run().resolve("server.conf"), text, "rw-------");
        }
        if (user.uid() != self.uid()) {
            try (var files = Files.list(run())) {
                for (Path file : files.toList()) {
                    give(file, user);
                }
            }
            give(run(), user);
        }
    }

    /** The end of a file that the user's programs write; empty when there is none. */
    String tail(String name, OsUser user, OsUser self, int bytes) {
        List<String> command = new ArrayList<>();
        if (user.uid() != self.uid()) {
            command.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=" + user.uid(),
                            "--regid=" + user.gid(),
                            "--clear-groups",
                            "--"));
        }
        command.addAll(
                List.of("tail", "-c", Integer.toString(bytes), run().resolve(name).toString()));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            // A pipe in the place of the file would never end.
            CompletableFuture<Process> ended =
                    process.onExit().orTimeout(READ_SECONDS, TimeUnit.SECONDS);
            ended.exceptionally(late -> process.destroyForcibly());
            return new String(process.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Removes everything. Left to {@code rm}, which a user who puts links in its way cannot lead
     * elsewhere.
     */
    void delete() throws IOException {
        List<String> command = List.of("rm", "-rf", "--one-file-system", "--", path.toString());
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(DELETE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(path + " cannot be removed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while removing " + path, e);
        }
    }

    private static void createFolder(Path folder, String permissions) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }

    private static void write(Path file, byte[] content, String permissions) throws IOException {
        var set = PosixFilePermissions.fromString(permissions);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(set));
        Files.write(file, content);
        Files.setPosixFilePermissions(file, set);
    }

    private static void give(Path file, OsUser user) throws IOException {
        Files.setAttribute(file, "unix:gid", (int) user.gid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:uid", (int) user.uid(), LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = SessionFolder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in this program");
            }
            return in.readAllBytes();
        }
    }
}
