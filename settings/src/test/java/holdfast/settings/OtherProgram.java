package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs programs that read and write registry files. */
final class OtherProgram {
    private OtherProgram() {}

    /** Output of a program that ended well within its deadline. */
    static String run(Path folder, String... command) throws Exception {
        return run(folder, Path.of("/dev/null"), command);
    }

    static String run(Path folder, Path input, String... command) throws Exception {
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    static boolean runs(Path folder, String... command) {
        try {
            run(folder, command);
            return true;
        } catch (IOException | AssertionError notInstalled) {
            return false;
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
