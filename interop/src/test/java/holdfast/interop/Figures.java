package holdfast.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test measured: printed, and kept beside the tables of faults. */
public final class Figures {
    private Figures() {}

    public static void keep(String name, String markdown) {
        System.out.println(markdown);
        try {
            Path folder = Files.createDirectories(Path.of("target", "faults"));
            Files.writeString(folder.resolve(name + ".md"), markdown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
