package holdfast.operator.cli;

import holdfast.logon.OsUsers;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccount;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.operator.control.Json;
import holdfast.server.DataFolder;
import holdfast.server.ServerStartException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast user}: the accounts of this server. Works on their file, server or not. */
@Command(
        name = "user",
        description = "Accounts that may log on.",
        subcommands = {
            UserCommand.AddCommand.class,
            UserCommand.PasswdCommand.class,
            UserCommand.RemoveCommand.class,
            UserCommand.ListCommand.class
        })
final class UserCommand {
    private UserCommand() {}

    /** What all four have in common. */
    abstract static class OnAccounts implements Callable<Integer> {
        @Mixin ServerFolder server = new ServerFolder();
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws CommandRefused {
            var accounts =
                    LocalAccounts.in(
                            server.data(), OsUsers.ofThisMachine(), InstantSource.system());
            try {
                work(accounts, spec.commandLine().getOut());
            } catch (AccountException e) {
                throw new CommandRefused(String.valueOf(e.getMessage()));
            }
            spec.commandLine().getOut().flush();
            return 0;
        }

        abstract void work(LocalAccounts accounts, PrintWriter out)
                throws AccountException, CommandRefused;
    }

    /** A command that sets a password. */
    abstract static class WithPassword extends OnAccounts {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(
                names = "--password-stdin",
                description = "Take the password from standard input's first line.")
        boolean fromStandardInput;

        @Option(
                names = "--os-user",
                paramLabel = "NAME",
                description = "The operating-system user that its sessions run as.")
        @Nullable String osUser;

        @Option(names = "--no-ntlm", description = "Keep no NT hash: no NTLM for this account.")
        boolean noNtlm;

        @Option(
                names = "--must-change",
                description = "The user has to choose another password at the next logon.")
        boolean mustChange;

        AccountOptions options() {
            AccountOptions options =
                    AccountOptions.STANDARD.withOsUser(Optional.ofNullable(osUser));
            options = noNtlm ? options.withoutNtlm() : options;
            return mustChange ? options.changingPassword() : options;
        }

        char[] password() throws CommandRefused {
            if (fromStandardInput) {
                return readLine();
            }
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new CommandRefused(
                        "there is no terminal to type a password at: use --password-stdin");
            }
            char[] first = console.readPassword("Password for %s: ", name);
            char[] second = console.readPassword("Again: ");
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, '\0');
            if (!same) {
                Arrays.fill(first, '\0');
                throw new CommandRefused("the two passwords are not the same; nothing was changed");
            }
            return first;
        }

        private static char[] readLine() throws CommandRefused {
            try {
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                String line = in.readLine();
                if (line == null || line.isEmpty()) {
                    throw new CommandRefused("standard input holds no password");
                }
                return line.toCharArray();
            } catch (IOException e) {
                throw new CommandRefused("standard input cannot be read: " + e.getMessage());
            }
        }
    }

    @Command(name = "add", description = "Makes an account.")
    static final class AddCommand extends WithPassword {
        @Override
        void work(LocalAccounts accounts, PrintWriter out) throws AccountException, CommandRefused {
            makeDataFolder();
            LocalAccount made = accounts.add(name, password(), options());
            out.println(
                    "Account "
                            + made.name()
                            + " was made; its sessions run as "
                            + accounts.osUser(made).name());
        }

        /** So that the first account need not be the one that the server would make. */
        private void makeDataFolder() throws CommandRefused {
            if (Files.exists(server.data())) {
                return;
            }
            try {
                DataFolder.open(server.data()).close();
            } catch (ServerStartException e) {
                throw new CommandRefused(String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(name = "passwd", description = "Sets an account's password.")
    static final class PasswdCommand extends WithPassword {
        @Override
        void work(LocalAccounts accounts, PrintWriter out) throws AccountException, CommandRefused {
            LocalAccount changed = accounts.setPassword(name, password());
            Optional<String> runsAs = Optional.ofNullable(osUser);
            if (runsAs.isPresent()) {
                accounts.change(name, account -> account.withOsUser(runsAs));
            }
            out.println("The password of " + changed.name() + " was changed");
        }
    }

    @Command(name = "remove", description = "Removes an account; its sessions go on.")
    static final class RemoveCommand extends OnAccounts {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        void work(LocalAccounts accounts, PrintWriter out) throws AccountException {
            accounts.remove(name);
            out.println("Account " + name + " was removed");
        }
    }

    @Command(name = "list", description = "Lists the accounts.")
    static final class ListCommand extends OnAccounts {
        @Option(names = "--json", description = "One array of objects.")
        private boolean json;

        /** What is told of an account; never its hashes. */
        private record Row(
                String name,
                Optional<String> osUser,
                boolean disabled,
                boolean mustChange,
                boolean ntlm) {}

        @Override
        void work(LocalAccounts accounts, PrintWriter out) throws AccountException {
            List<Row> rows =
                    accounts.list().stream()
                            .map(account ->
                                    new Row(
                                            account.name(),
                                            account.osUser(),
                                            account.disabled(),
                                            account.mustChange(),
                                            account.ntlm()))
                            .toList();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            var table = new Table("NAME", "OS USER", "STATE");
            for (Row row : rows) {
                table.row(
                        row.name(),
                        row.osUser().orElse("(same name)"),
                        row.disabled()
                                ? "disabled"
                                : row.mustChange() ? "must change password" : "active");
            }
            table.print(out);
        }
    }
}
