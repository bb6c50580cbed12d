package holdfast.desktops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that a session hangs on: it lives exactly as long as the session, and is nobody's
 * child that dies with its parent. Process numbers are used again, so one is known by its start
 * time too.
 *
 * @param startTime clock ticks after the machine's start, field 22 of {@code /proc/PID/stat}
 */
public record Leader(long pid, long startTime) {
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    /** The process with this number; empty when none runs. */
    public static Optional<Leader> of(long pid) {
        return stat(pid).map(fields -> new Leader(pid, Long.parseLong(fields[START_TIME])));
    }

    /** The same process still runs: not another one with its number, and not a zombie. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The fields after the command's name, which may itself hold blanks and parentheses. */
    private static Optional<String[]> stat(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            String line = new String(bytes, StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
            boolean gone = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return gone ? Optional.empty() : Optional.of(fields);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
