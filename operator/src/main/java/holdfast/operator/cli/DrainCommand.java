package holdfast.operator.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast drain}: whether new logons are taken. */
@Command(
        name = "drain",
        description = "Refuses new logons; sessions that exist may be returned to.")
final class DrainCommand implements Callable<Integer> {
    /** As the command line has them. */
    enum Mode {
        on,
        until_restart,
        off
    }

    @Mixin private ServerFolder server = new ServerFolder();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "on|until-restart|off", converter = ModeOf.class)
    private Mode mode = Mode.off;

    @Override
    public Integer call() throws CommandRefused {
        server.ask("drain", Map.of("mode", mode.name()))
                .forEach(answer -> spec.commandLine().getOut().println(answer.getAsString()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    static final class ModeOf implements picocli.CommandLine.ITypeConverter<Mode> {
        @Override
        public Mode convert(String text) {
            return switch (text) {
                case "on" -> Mode.on;
                case "until-restart" -> Mode.until_restart;
                case "off" -> Mode.off;
                default ->
                        throw new picocli.CommandLine.TypeConversionException(
                                "\"" + text + "\" is none of on, until-restart, off");
            };
        }
    }
}
