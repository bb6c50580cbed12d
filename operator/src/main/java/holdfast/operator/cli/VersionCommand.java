package holdfast.operator.cli;

import holdfast.operator.control.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast version}. */
@Command(name = "version", description = "Says which Holdfast and which Java this is.")
final class VersionCommand implements Callable<Integer> {
    /** Of all modules: as in the root pom. */
    static final String VERSION = "0.1.0";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "One object.")
    private boolean json;

    private record Version(String holdfast, String java) {}

    @Override
    public Integer call() {
        var version = new Version(VERSION, Runtime.version().toString());
        var out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.PRETTY.toJson(version)
                        : "Holdfast " + version.holdfast() + " (Java " + version.java() + ")");
        out.flush();
        return 0;
    }
}
