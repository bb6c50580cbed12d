package holdfast.operator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in this process, on a folder of its own. */
final class Shell {
    /** What a command did. */
    record Ran(int status, String out, String err) {}

    private final Path data;

    Shell(Path data) {
        this.data = data;
    }

    /** Runs {@code holdfast} with these arguments; those of the documentation's lines, too. */
    Ran run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.toString());
        var out = new StringWriter();
        var err = new StringWriter();
        var line = HoldfastCommand.line();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(all.toArray(new String[0]));
        return new Ran(status, out.toString(), err.toString());
    }
}
