package holdfast.operator.cli;

import com.google.gson.JsonElement;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import holdfast.settings.Configuration;
import holdfast.settings.Scope;
import holdfast.settings.SettingsException;
import holdfast.settings.SourceVersion;
import holdfast.settings.ValueChange;
import holdfast.settings.files.SettingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A command on the settings' files, which works whether a server runs or not. */
abstract class OnSettings implements Callable<Integer> {
    @Mixin ServerFolder server = new ServerFolder();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() throws CommandRefused {
        PrintWriter out = spec.commandLine().getOut();
        try {
            work(SettingStore.in(server.config(), InstantSource.system()), out);
        } catch (SettingsException e) {
            throw refused(e);
        } finally {
            out.flush();
        }
        return 0;
    }

    /** What is in force: the files, and over them what a running server was started with. */
    final Configuration inForce(SettingStore store) throws SettingsException {
        Configuration files = store.configuration();
        return startedWithFips()
                ? files.overlaidWith(Configuration.fipsSwitchedOn("run --fips"))
                : files;
    }

    private boolean startedWithFips() {
        try {
            return server.control()
                    .call(new ControlRequest("started with fips", Map.of()))
                    .getFirst()
                    .getAsBoolean();
        } catch (IOException | ControlRefusal noServer) {
            return false;
        }
    }

    abstract void work(SettingStore store, PrintWriter out)
            throws SettingsException, CommandRefused;

    static CommandRefused refused(SettingsException e) {
        var text = new StringBuilder(String.valueOf(e.getMessage()));
        if (e.faults().size() > 1) { // The message has a single one in it.
            e.faults()
                    .forEach(fault ->
                            text.append(System.lineSeparator()).append("  ").append(fault));
        }
        return new CommandRefused(text.toString());
    }

    /** A command that changes something. */
    abstract static class Changing extends OnSettings {
        @Option(
                names = "--dry-run",
                description = "Check everything and print what would change; change nothing.")
        boolean dryRun;

        /** Prints what was done, and what a running server makes of it. */
        void report(SettingStore.Outcome outcome, PrintWriter out) {
            if (outcome.changes().isEmpty()) {
                out.println("Nothing changes: it is so already");
                return;
            }
            out.println(dryRun ? "Would change:" : "Changed:");
            outcome.changes().forEach(change -> out.println("  " + shown(change)));
            outcome.notes().forEach(note -> out.println("Note: " + note));
            if (dryRun) {
                return;
            }
            outcome.backup()
                    .ifPresent(file -> out.println("Before it: backup " + file.getFileName()));
            takeOver(out);
        }

        /** Has a running server read its files now; without one there is nothing to do. */
        void takeOver(PrintWriter out) {
            try {
                for (JsonElement line :
                        server.control().call(new ControlRequest("reload", Map.of()))) {
                    out.println("Server: " + line.getAsString());
                }
            } catch (ControlRefusal e) {
                out.println("Server: " + e.getMessage());
            } catch (IOException e) {
                out.println("No server runs on " + server.data() + ": it acts when one starts");
            }
        }
    }

    static String shown(ValueChange change) {
        String name = change.name().isEmpty() ? "" : "  " + change.name();
        return change.place()
                + name
                + ": "
                + change.before().orElse("(not set)")
                + " -> "
                + change.after().orElse("(not set)");
    }

    /** {@code --scope}. */
    static final class ScopeOf implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String text) {
            try {
                return Scope.parse(text);
            } catch (SettingsException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code --from}. */
    static final class VersionOf implements ITypeConverter<SourceVersion> {
        @Override
        public SourceVersion convert(String text) {
            return SourceVersion.tryParse(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "\"" + text + "\" is none of nt4, 2000, 2003, 2008+"));
        }
    }

    /** Where a value is set: the whole server unless told otherwise. */
    static final class ScopeOption {
        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                converter = ScopeOf.class,
                description =
                        "machine (the default), user:NAME, connection:NAME, policy, user-policy:NAME.")
        @Nullable Scope scope;

        Scope orMachine() {
            return scope == null ? Scope.MACHINE : scope;
        }
    }
}
