package holdfast.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test started: its output in a file, and its end by pid. */
public final class Program implements AutoCloseable {
    private static final Path NOTHING = Path.of("/dev/null");

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Program start(
            Path output, Map<String, String> environment, List<String> command) {
        return start(output, NOTHING, environment, command);
    }

    /** Starts a program that reads {@code input} as its standard input. */
    public static Program start(
            Path output, Path input, Map<String, String> environment, List<String> command) {
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            builder.redirectOutput(output.toFile());
            builder.redirectInput(input.toFile());
            return new Program(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What starts a class of the tests' class path in a JVM of its own. */
    public static List<String> java(String mainClass, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(mainClass);
        return command;
    }

    /** Runs to its end and gives back what it printed. */
    public static Result run(
            Duration atMost, Map<String, String> environment, List<String> command) {
        return run(atMost, NOTHING, environment, command);
    }

    /** As {@link #run(Duration, Map, List)}, with {@code input} as standard input. */
    public static Result run(
            Duration atMost, Path input, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("holdfast-program", ".out");
            try (var program = start(output, input, environment, command)) {
                if (!program.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(
                            command.getFirst()
                                    + " did not end within "
                                    + atMost
                                    + ":\n"
                                    + program.output());
                }
                return new Result(program.process.exitValue(), program.output());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public record Result(int exitStatus, String output) {}

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitStatus() {
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    public void signal(String name) {
        run(Duration.ofSeconds(5), Map.of(), List.of("kill", "-" + name, Long.toString(pid())));
    }

    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    public void awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + atMost + ":\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
