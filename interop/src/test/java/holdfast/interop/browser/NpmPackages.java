package holdfast.interop.browser;

import holdfast.interop.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The packages that {@code npm/package-lock.json} names with their digests, in the build folder.
 */
final class NpmPackages {
    private static final Path LISTS = Path.of("npm");
    private static final Path INSTALLED = Path.of("target", "npm");

    private NpmPackages() {}

    /** A file of a package, which is fetched unless it is there. */
    static byte[] file(String name) throws IOException {
        Path file = INSTALLED.resolve("node_modules").resolve(name);
        if (!Files.exists(file)) {
            install();
        }
        return Files.readAllBytes(file);
    }

    private static void install() throws IOException {
        Files.createDirectories(INSTALLED);
        for (String list : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    LISTS.resolve(list),
                    INSTALLED.resolve(list),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        var npm =
                Program.run(
                        Duration.ofMinutes(2),
                        Map.of(),
                        List.of(
                                "npm",
                                "ci",
                                "--prefix",
                                INSTALLED.toString(),
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund"));
        if (npm.exitStatus() != 0) {
            throw new IOException("npm ci: " + npm.output());
        }
    }
}
