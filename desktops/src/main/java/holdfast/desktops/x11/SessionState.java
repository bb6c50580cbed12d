package holdfast.desktops.x11;

import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server must know of a session that another one started. Kept in a file that only the
 * server's account can read or write: the session's user must not be able to point a server with
 * more rights at anything.
 *
 * @param display empty while the X server starts
 * @param machineStart which run of the machine this is of; after another one nothing lives
 */
record SessionState(
        String user,
        long uid,
        Leader leader,
        Instant started,
        String machineStart,
        byte[] cookie,
        DisplaySize size,
        OptionalInt display) {
    private static final String FILE = "state";
    private static final Path MACHINE_START = Path.of("/proc/sys/kernel/random/boot_id");

    SessionState withDisplay(int number) {
        return new SessionState(
                user, uid, leader, started, machineStart, cookie, size, OptionalInt.of(number));
    }

    SessionState withSize(DisplaySize now) {
        return new SessionState(user, uid, leader, started, machineStart, cookie, now, display);
    }

    boolean isAlive() {
        return machineStart.equals(machineStartNow()) && leader.isAlive();
    }

    static String machineStartNow() {
        try {
            return Files.readString(MACHINE_START).strip();
        } catch (IOException notKnown) {
            return "";
        }
    }

    /** Replaces the file as a whole, so that a reader never sees half of it. */
    void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("user=").append(user).append('\n');
        text.append("uid=").append(uid).append('\n');
        text.append("leader=").append(leader.pid()).append('\n');
        text.append("leader-start=").append(leader.startTime()).append('\n');
        text.append("started=").append(started).append('\n');
        text.append("machine-start=").append(machineStart).append('\n');
        text.append("cookie=").append(HexFormat.of().formatHex(cookie)).append('\n');
        text.append("width=").append(size.width()).append('\n');
        text.append("height=").append(size.height()).append('\n');
        display.ifPresent(number -> text.append("display=").append(number).append('\n'));
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path next = Files.createTempFile(folder, FILE, ".new", ownerOnly);
        Files.writeString(next, text);
        Files.move(
                next,
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when there is no such file, or not all of it. */
    static Optional<SessionState> read(Path folder) {
        Map<String, String> fields = new HashMap<>();
        try {
            Files.readString(folder.resolve(FILE), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("=", 2))
                    .filter(field -> field.length == 2)
                    .forEach(field -> fields.put(field[0], field[1]));
            return Optional.of(
                    new SessionState(
                            fields.getOrDefault("user", ""),
                            number(fields, "uid"),
                            new Leader(number(fields, "leader"), number(fields, "leader-start")),
                            Instant.parse(fields.getOrDefault("started", "")),
                            fields.getOrDefault("machine-start", ""),
                            HexFormat.of().parseHex(fields.getOrDefault("cookie", "")),
                            new DisplaySize(
                                    (int) number(fields, "width"), (int) number(fields, "height")),
                            fields.containsKey("display")
                                    ? OptionalInt.of((int) number(fields, "display"))
                                    : OptionalInt.empty()));
        } catch (IOException | IllegalArgumentException | DateTimeParseException unusable) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, ""));
    }

    /** Without the cookie. */
    @Override
    public String toString() {
        return "SessionState[user=%s, leader=%s, display=%s]".formatted(user, leader, display);
    }
}
