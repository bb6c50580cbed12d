package holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder, gone when closed. Its name can be typed without shift. */
record Folder(Path path) implements AutoCloseable {
    static Folder make() throws IOException {
        return new Folder(Files.createTempDirectory("hfbench").toRealPath());
    }

    /** Writes a program that everybody may run. */
    Path program(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
