package holdfast.interop.x11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A session from its inside: programs of its user on its X server. */
record Inside(MachineUser user, Path files) {
    Map<String, String> environment() {
        return Map.of(
                "DISPLAY",
                ":" + Place.read(files.resolve("display")).strip(),
                "XAUTHORITY",
                files.resolve("Xauthority").toString());
    }

    long serverPid() {
        return Long.parseLong(Place.read(files.resolve("server")).strip());
    }

    String run(String... command) {
        return Run.output(Map.of(), user.command(environment(), List.of(command)));
    }

    Process start(String... command) {
        return Run.start(
                Path.of("/dev/null"), Map.of(), user.command(environment(), List.of(command)));
    }

    String size() {
        return run("xdotool", "getdisplaygeometry").strip();
    }

    /** What the X server shows, told by itself. */
    XPicture picture() {
        Path file = Place.file("picture");
        try {
            Run.output(environment(), List.of("xwd", "-root", "-silent", "-out", file.toString()));
            return XPicture.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Place.delete(file);
        }
    }
}
