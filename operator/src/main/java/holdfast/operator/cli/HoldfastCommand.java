package holdfast.operator.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code holdfast}: the root of the command line. */
@Command(
        name = "holdfast",
        description = "A Remote Desktop session host that holds sessions.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            QueryCommand.class,
            SessionCommands.DisconnectCommand.class,
            SessionCommands.LogoffCommand.class,
            SessionCommands.ResetCommand.class,
            SessionCommands.ConnectCommand.class,
            SessionCommands.MessageCommand.class,
            SessionCommands.PictureCommand.class,
            UserCommand.class,
            PamCommand.class,
            SettingCommand.class,
            PolicyCommand.class,
            ConnectionCommand.class,
            CertificateCommand.class,
            DrainCommand.class,
            DiagnoseCommand.class,
            EventsCommand.class,
            VersionCommand.class
        })
public final class HoldfastCommand {
    private HoldfastCommand() {}

    /** Runs one command; returns its exit status: 0 done, 1 refused or not found, 2 wrong usage. */
    public static int execute(String... arguments) {
        return line().execute(arguments);
    }

    /** The command line as it is executed, for tests to give it other streams. */
    static CommandLine line() {
        var line = new CommandLine(new HoldfastCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, _) -> {
            PrintWriter err = command.getErr();
            err.println("holdfast: " + failure.getMessage());
            err.flush();
            return failure instanceof CommandRefused ? 1 : unexpected(failure);
        });
        return line;
    }

    private static int unexpected(Exception failure) {
        org.slf4j.LoggerFactory.getLogger(HoldfastCommand.class)
                .atError()
                .setCause(failure)
                .log("A command failed inside");
        return 1;
    }
}
