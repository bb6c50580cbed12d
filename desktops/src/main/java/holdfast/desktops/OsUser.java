package holdfast.desktops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An account of the operating system, as {@code getent passwd} knows it. */
public record OsUser(String name, long uid, long gid, Path home, Path shell) {
    private static final long LOOKUP_SECONDS = 10;

    /** The account that this process runs as. */
    public static OsUser current() {
        String uid = ask("id", "-u").strip();
        return lookUp(uid).orElseGet(() -> unlisted(Long.parseLong(uid)));
    }

    /** Empty when there is no such account. */
    public static Optional<OsUser> named(String name) {
        // A name made of digits would be taken for a uid, an empty one for "all".
        if (name.isEmpty() || name.chars().allMatch(Character::isDigit) || name.startsWith("-")) {
            return Optional.empty();
        }
        return lookUp(name).filter(user -> user.name().equals(name));
    }

    /** Empty when no account has this number. */
    public static Optional<OsUser> numbered(long uid) {
        return lookUp(Long.toString(uid));
    }

    /** The account may do what this one may not: start programs as somebody else. */
    public boolean isRoot() {
        return uid == 0;
    }

    private static Optional<OsUser> lookUp(String key) {
        String[] fields = ask("getent", "passwd", key).strip().split(":", -1);
        if (fields.length < 7) {
            return Optional.empty();
        }
        return Optional.of(
                new OsUser(
                        fields[0],
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Path.of(fields[5].isEmpty() ? "/" : fields[5]),
                        Path.of(fields[6].isEmpty() ? "/bin/sh" : fields[6])));
    }

    /** Containers run programs under numbers that no account has. */
    private static OsUser unlisted(long uid) {
        long gid = Long.parseLong(ask("id", "-g").strip());
        Path home = Path.of(System.getProperty("user.home", "/"));
        return new OsUser(Long.toString(uid), uid, gid, home, Path.of("/bin/sh"));
    }

    private static String ask(String... command) {
        try {
            Process process =
                    new ProcessBuilder(List.of(command))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readNBytes(64 * 1024);
            if (!process.waitFor(LOOKUP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(command[0] + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + command[0], e);
        }
    }
}
