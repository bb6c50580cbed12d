package holdfast.operator.cli;

import holdfast.operator.control.Json;
import holdfast.settings.Catalogue;
import holdfast.settings.Configuration;
import holdfast.settings.Layer;
import holdfast.settings.PolicyRow;
import holdfast.settings.Resolved;
import holdfast.settings.Scope;
import holdfast.settings.Setting;
import holdfast.settings.SettingsException;
import holdfast.settings.Target;
import holdfast.settings.files.SettingStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast setting}: what is set, what is in force, and why. */
@Command(
        name = "setting",
        description = "Lists, sets and explains settings, by our names or Windows'.",
        subcommands = {
            SettingCommand.ListCommand.class,
            SettingCommand.GetCommand.class,
            SettingCommand.SetCommand.class,
            SettingCommand.UnsetCommand.class,
            SettingCommand.ExplainCommand.class
        })
final class SettingCommand {
    private SettingCommand() {}

    /** Where a value in force comes from, as scripts see it. */
    private record Opinion(String layer, String value, String origin, boolean counts, String note) {
        static <T> Opinion of(Setting<T> setting, Resolved.Opinion<T> opinion) {
            return new Opinion(
                    opinion.layer().words(),
                    opinion.value().map(setting::show).orElse(""),
                    opinion.value().isPresent() ? opinion.origin().toString() : "",
                    opinion.counts(),
                    opinion.note());
        }
    }

    /** One setting with what is in force, as scripts see it. */
    private record Row(
            String name,
            Optional<String> windowsName,
            String value,
            String decidedBy,
            String origin,
            String whenItActs,
            String mark,
            String kind,
            String allowed,
            String defaultValue,
            List<String> scopes,
            String help) {
        static <T> Row of(Resolved<T> resolved) {
            Setting<T> setting = resolved.setting();
            return new Row(
                    setting.name(),
                    setting.windowsName(),
                    resolved.shown(),
                    resolved.decidedBy().words(),
                    resolved.origin().toString(),
                    resolved.whenItActs().words(),
                    setting.mark().letter(),
                    setting.kind(),
                    setting.allowed(),
                    setting.defaultWords(),
                    setting.scopes().stream().map(Scope.Kind::word).toList(),
                    setting.help());
        }
    }

    /** For whom a value is asked. */
    static final class TargetOptions {
        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "For this user: account and user policy take part.")
        private @Nullable String user;

        @Option(
                names = "--connection",
                paramLabel = "NAME",
                description = "On this connection (rdp-tcp).")
        private @Nullable String connection;

        /**
         * The target; what a scope names takes part, and so does the only connection.
         *
         * @throws CommandRefused if there is no connection of the name
         */
        Target target(Configuration from, @Nullable Scope scope) throws CommandRefused {
            Optional<String> forUser = Optional.ofNullable(user);
            Optional<String> on =
                    Optional.ofNullable(connection)
                            .or(() ->
                                    scope instanceof Scope.Connection(var name)
                                            ? Optional.of(name)
                                            : Optional.empty());
            if (scope instanceof Scope.User(var name)) {
                forUser = forUser.or(() -> Optional.of(name));
            } else if (scope instanceof Scope.UserPolicy(var name)) {
                forUser = forUser.or(() -> Optional.of(name));
            }
            if (on.isPresent()
                    && from.connections().stream()
                            .noneMatch(one -> one.name().equalsIgnoreCase(on.get()))) {
                throw new CommandRefused(
                        "connection "
                                + on.get()
                                + ": there is none of that name: holdfast connection list lists"
                                + " them");
            }
            return new Target(
                    forUser,
                    on.or(() ->
                            from.connections().size() == 1
                                    ? Optional.of(from.connections().getFirst().name())
                                    : Optional.empty()));
        }
    }

    /** {@code setting list}. */
    @Command(name = "list", description = "The settings with what is in force.")
    static final class ListCommand extends OnSettings {
        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Only names with it.")
        private @Nullable String text;

        @Mixin private ScopeOption where = new ScopeOption();
        @Mixin private TargetOptions forWhom = new TargetOptions();

        @Option(names = "--set", description = "Only what somebody has set.")
        private boolean onlySet;

        @Option(names = "--json", description = "One array of objects.")
        private boolean json;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Configuration now = inForce(store);
            Target target = forWhom.target(now, where.scope);
            List<Row> rows =
                    store.list().stream()
                            .filter(this::isNamed)
                            .filter(setting ->
                                    where.scope == null
                                            || setting.scopes().contains(where.scope.kind()))
                            .<Resolved<?>>map(setting -> now.resolve(setting, target))
                            .filter(resolved -> !onlySet || resolved.decidedBy() != Layer.DEFAULT)
                            .<Row>map(Row::of)
                            .toList();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            var table = new Table("NAME", "WINDOWS NAME", "VALUE", "DECIDED BY", "MARK");
            rows.forEach(row ->
                    table.row(
                            row.name(),
                            row.windowsName().orElse(""),
                            shortened(row.value()),
                            row.decidedBy(),
                            row.mark()));
            table.print(out);
        }

        private boolean isNamed(Setting<?> setting) {
            if (text == null) {
                return true;
            }
            String part = text.toLowerCase(Locale.ROOT);
            return setting.name().contains(part)
                    || setting.windowsName()
                            .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
                            .isPresent();
        }

        private static String shortened(String value) {
            return value.length() <= 40 ? value : value.substring(0, 37) + "...";
        }
    }

    /** {@code setting get}. */
    @Command(
            name = "get",
            description = "The value in force, or with --scope what that scope itself says.")
    static final class GetCommand extends OnSettings {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Mixin private ScopeOption where = new ScopeOption();
        @Mixin private TargetOptions forWhom = new TargetOptions();

        @Option(names = "--json", description = "One object.")
        private boolean json;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Scope scope = where.scope;
            Configuration now = inForce(store);
            Resolved<?> resolved = now.resolve(Catalogue.get(name), forWhom.target(now, scope));
            if (json) {
                out.println(Json.PRETTY.toJson(Row.of(resolved)));
            } else if (scope == null) {
                out.println(resolved.shown());
            } else {
                out.println(
                        store.get(name, scope)
                                .orElseThrow(() ->
                                        new CommandRefused(
                                                name
                                                        + " is not set in "
                                                        + scope
                                                        + ": holdfast setting explain "
                                                        + name
                                                        + " shows what is in force")));
            }
        }
    }

    /** {@code setting set}. */
    @Command(name = "set", description = "Gives a setting a value in a scope.")
    static final class SetCommand extends OnSettings.Changing {
        @Parameters(index = "0", paramLabel = "NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "VALUE")
        private String value = "";

        @Mixin private ScopeOption where = new ScopeOption();

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            report(store.set(name, value, where.orMachine(), dryRun), out);
        }
    }

    /** {@code setting unset}. */
    @Command(name = "unset", description = "Takes a setting's value in a scope away.")
    static final class UnsetCommand extends OnSettings.Changing {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Mixin private ScopeOption where = new ScopeOption();

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            report(store.unset(name, where.orMachine(), dryRun), out);
        }
    }

    /** {@code setting explain}. */
    @Command(name = "explain", description = "What is in force, who decided it, when it acts.")
    static final class ExplainCommand extends OnSettings {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Mixin private ScopeOption where = new ScopeOption();
        @Mixin private TargetOptions forWhom = new TargetOptions();

        @Option(names = "--json", description = "One object.")
        private boolean json;

        /** As scripts see it. */
        private record Explanation(
                Row setting,
                Optional<String> user,
                Optional<String> connection,
                List<Opinion> layers,
                List<String> problems) {}

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Configuration now = inForce(store);
            Target target = forWhom.target(now, where.scope);
            Resolved<?> resolved = now.resolve(Catalogue.get(name), target);
            if (json) {
                out.println(Json.PRETTY.toJson(explained(resolved, target)));
            } else {
                print(resolved, target, out);
            }
        }

        private static <T> Explanation explained(Resolved<T> resolved, Target target) {
            return new Explanation(
                    Row.of(resolved),
                    target.user(),
                    target.connection(),
                    opinions(resolved),
                    resolved.problems());
        }

        private static <T> List<Opinion> opinions(Resolved<T> resolved) {
            return resolved.opinions().stream()
                    .map(opinion -> Opinion.of(resolved.setting(), opinion))
                    .toList();
        }

        private static <T> void print(Resolved<T> resolved, Target target, PrintWriter out) {
            Setting<T> setting = resolved.setting();
            out.println(
                    setting.name()
                            + setting.windowsName().map(w -> " (" + w + ")").orElse("")
                            + " is "
                            + shownValue(resolved.shown()));
            out.println("  " + setting.help());
            out.println(
                    "  for "
                            + target.user().map(user -> "user " + user).orElse("every user")
                            + target.connection()
                                    .map(connection -> " on connection " + connection)
                                    .orElse(", whatever the connection"));
            out.println();
            var table = new Table("", "LAYER", "VALUE", "WHERE", "");
            for (Opinion opinion : opinions(resolved)) {
                boolean wins = opinion.layer().equals(resolved.decidedBy().words());
                table.row(
                        wins ? "*" : " ",
                        opinion.layer(),
                        opinion.value().isEmpty() && opinion.origin().isEmpty()
                                ? "-"
                                : shownValue(opinion.value()),
                        opinion.origin(),
                        wins ? "decides" : opinion.note());
            }
            table.print(out);
            out.println();
            out.println("A change acts " + resolved.whenItActs().words());
            out.println("Allowed: " + setting.allowed());
            setting.policy().map(PolicyRow::title).ifPresent(t -> out.println("Policy: " + t));
            resolved.problems().forEach(problem -> out.println("Note: " + problem));
            if (!setting.mark().letter().equals("a")) {
                out.println("Note: " + setting.mark().words());
            }
        }

        private static String shownValue(String value) {
            return value.isEmpty() ? "\"\"" : value;
        }
    }
}
