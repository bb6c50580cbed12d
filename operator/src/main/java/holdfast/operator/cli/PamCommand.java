package holdfast.operator.cli;

import holdfast.logon.pam.PamLogons;
import holdfast.logon.pam.PamServiceFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast pam}: the rules by which the operating system's users log on. */
@Command(
        name = "pam",
        description = "The PAM service by whose rules the operating system's users log on.",
        subcommands = {PamCommand.InstallCommand.class, PamCommand.ShowCommand.class})
final class PamCommand {
    private PamCommand() {}

    @Command(
            name = "install",
            description = "Puts the service into /etc/pam.d, where it is not there yet.")
    static final class InstallCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws CommandRefused {
            try {
                String said =
                        PamServiceFile.install()
                                ? " was installed. A server that root starts from now on lets the"
                                        + " system's users in"
                                : " is there already and stays as it is";
                spec.commandLine().getOut().println("/etc/pam.d/" + PamLogons.SERVICE + said);
                spec.commandLine().getOut().flush();
                return 0;
            } catch (IOException e) {
                throw new CommandRefused(
                        "/etc/pam.d/"
                                + PamLogons.SERVICE
                                + " cannot be written ("
                                + e.getMessage()
                                + "): run this as root, where PAM is installed");
            }
        }
    }

    @Command(name = "show", description = "Prints what install would put there.")
    static final class ShowCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            spec.commandLine().getOut().print(PamServiceFile.text());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
