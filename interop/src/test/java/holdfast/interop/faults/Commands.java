package holdfast.interop.faults;

import holdfast.interop.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Short commands that a test gives to the machine. */
final class Commands {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Commands() {}

    /** Runs a script, and fails with what it said when it fails. */
    static String sh(String script) {
        Program.Result result = Program.run(PATIENCE, Map.of(), List.of("sh", "-c", script));
        if (result.exitStatus() != 0) {
            throw new AssertionError(script + "\nsaid:\n" + result.output());
        }
        return result.output();
    }

    static void signal(long pid, String name) {
        sh("kill -" + name + " " + pid);
    }
}
