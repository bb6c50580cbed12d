package holdfast.operator.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import holdfast.operator.control.Json;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.KeepAliveSettings;
import holdfast.settings.ListenAddress;
import holdfast.settings.Permission;
import holdfast.settings.Resolved;
import holdfast.settings.Scope;
import holdfast.settings.SecuritySettings;
import holdfast.settings.Setting;
import holdfast.settings.SettingsException;
import holdfast.settings.Target;
import holdfast.settings.files.SettingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast connection}: the listeners, as Terminal Services Configuration has them. */
@Command(
        name = "connection",
        description = "Lists, shows, makes, changes and removes connections (listeners).",
        subcommands = {
            ConnectionCommand.ListCommand.class,
            ConnectionCommand.ShowCommand.class,
            ConnectionCommand.AddCommand.class,
            ConnectionCommand.SetCommand.class,
            ConnectionCommand.RemoveCommand.class
        })
final class ConnectionCommand {
    private ConnectionCommand() {}

    /** A connection as scripts see it. */
    private record Row(
            String name,
            boolean enabled,
            List<String> listen,
            String adapter,
            int port,
            String maximum,
            String securityLayer,
            String encryptionLevel,
            String levelDecidedBy,
            boolean networkLevelAuthentication,
            boolean keepAlive,
            Duration askAfter,
            Duration brokenAfter,
            List<String> permissions,
            List<String> problems,
            String comment) {
        static Row of(Configuration from, ConnectionDefinition connection) {
            SecuritySettings security = from.security(connection.name());
            KeepAliveSettings keepAlive = from.keepAlive(connection.name());
            var problems = new ArrayList<>(security.problems());
            problems.addAll(keepAlive.problems());
            return new Row(
                    connection.name(),
                    connection.enabled(),
                    connection.adapter().isPresent()
                            ? List.of()
                            : connection.listen().stream().map(a -> at(a, connection)).toList(),
                    connection.adapter().orElse(""),
                    connection.port(),
                    connection.maximum() == Long.MAX_VALUE
                            ? "unlimited"
                            : Long.toString(connection.maximum()),
                    security.layer().word(),
                    security.level().word(),
                    security.levelDecidedBy().words(),
                    security.networkLevelAuthentication(),
                    keepAlive.enabled(),
                    keepAlive.askAfter(),
                    keepAlive.brokenAfter(),
                    connection.permissions().stream().map(Permission::toString).toList(),
                    problems,
                    connection.comment());
        }

        private static String at(ListenAddress address, ConnectionDefinition connection) {
            String host = address.host();
            return (host.contains(":") ? "[" + host + "]" : host)
                    + ":"
                    + address.port().orElse(connection.port());
        }

        String where() {
            return adapter.isEmpty() ? String.join(" ", listen) : adapter + " port " + port;
        }
    }

    /** {@code connection list}. */
    @Command(name = "list", description = "The connections.")
    static final class ListCommand extends OnSettings {
        @Option(names = "--json", description = "One array of objects.")
        private boolean json;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            Configuration now = store.configuration();
            List<Row> rows = now.connections().stream().map(c -> Row.of(now, c)).toList();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            var table = new Table("CONNECTION", "STATE", "WHERE", "LAYER", "LEVEL", "NLA");
            for (Row row : rows) {
                table.row(
                        row.name(),
                        row.enabled() ? "enabled" : "disabled",
                        row.where(),
                        row.securityLayer(),
                        row.encryptionLevel(),
                        row.networkLevelAuthentication() ? "required" : "not required");
            }
            table.print(out);
        }
    }

    /** {@code connection show}. */
    @Command(name = "show", description = "One connection with everything that holds on it.")
    static final class ShowCommand extends OnSettings {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--json", description = "One object.")
        private boolean json;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Configuration now = store.configuration();
            ConnectionDefinition found =
                    now.connection(name)
                            .orElseThrow(() ->
                                    new CommandRefused(
                                            "connection "
                                                    + name
                                                    + ": there is none of that name: holdfast"
                                                    + " connection list lists them"));
            Row row = Row.of(now, found);
            if (json) {
                out.println(Json.PRETTY.toJson(row));
                return;
            }
            var table = new Table("CONNECTION", row.name() + (row.enabled() ? "" : " (disabled)"));
            table.row("listens at", row.where());
            bound(found.name()).forEach(address -> table.row("bound now", address));
            table.row("security layer", row.securityLayer());
            table.row("encryption level", row.encryptionLevel() + ", by " + row.levelDecidedBy());
            table.row(
                    "network level authentication",
                    row.networkLevelAuthentication() ? "required" : "not required");
            table.row(
                    "keep-alive",
                    row.keepAlive()
                            ? "asks after "
                                    + Spans.shown(row.askAfter())
                                    + " of silence, broken after "
                                    + Spans.shown(row.brokenAfter())
                            : "off");
            table.row("connections", row.maximum());
            table.row(
                    "permissions",
                    row.permissions().isEmpty()
                            ? "everybody is a user"
                            : String.join(", ", row.permissions()));
            if (!row.comment().isEmpty()) {
                table.row("comment", row.comment());
            }
            table.print(out);
            row.problems().forEach(problem -> out.println("Note: " + problem));
            values(now, found.name(), out);
        }

        /** What is set on the connection itself, and whether it rules. */
        private static void values(Configuration now, String connection, PrintWriter out) {
            var own = new Scope.Connection(connection);
            if (now.settingsIn(own).isEmpty()) {
                return;
            }
            out.println();
            var table = new Table("SET ON IT", "VALUE", "IN FORCE", "DECIDED BY");
            for (Setting<?> setting : now.settingsIn(own)) {
                Resolved<?> resolved = now.resolve(setting, Target.connection(connection));
                table.row(
                        setting.name(),
                        said(now, setting, own),
                        resolved.shown(),
                        resolved.decidedBy().words());
            }
            table.print(out);
        }

        private static <T> String said(Configuration now, Setting<T> setting, Scope scope) {
            return now.assigned(setting, scope)
                    .map(assignment -> setting.show(assignment.value()))
                    .orElse("");
        }

        private List<String> bound(String connection) {
            try {
                return server.control().call(new ControlRequest("query session", Map.of())).stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(view -> view.get("state").getAsString().equals("Listen"))
                        .filter(view ->
                                view.get("connection").getAsString().equalsIgnoreCase(connection))
                        .map((JsonObject view) -> view.get("address").getAsString())
                        .toList();
            } catch (IOException | ControlRefusal noServer) {
                return List.of();
            }
        }
    }

    /** A command that gives a connection values. */
    abstract static class WithValues extends OnSettings.Changing {
        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Parameters(
                index = "1..*",
                paramLabel = "SETTING=VALUE",
                description = "Any setting of connections, by our name or Windows'.")
        private Map<String, String> values = new LinkedHashMap<>();

        @Option(
                names = "--listen",
                paramLabel = "ADDR[:PORT]",
                description = "Listen here; may be repeated.")
        private List<String> listen = new ArrayList<>();

        @Option(
                names = "--adapter",
                paramLabel = "INTERFACE",
                description = "Listen on this network adapter's addresses, also when they change.")
        private @Nullable String adapter;

        @Option(names = "--port", paramLabel = "PORT")
        private @Nullable Integer port;

        Map<String, String> all() {
            var all = new LinkedHashMap<>(values);
            if (!listen.isEmpty()) {
                all.put("connection.listen", listen.stream().collect(Collectors.joining(",")));
            }
            if (adapter != null) {
                all.put("connection.adapter", adapter);
            }
            if (port != null) {
                all.put("PortNumber", Integer.toString(port));
            }
            return all;
        }
    }

    /** {@code connection add}. */
    @Command(name = "add", description = "Makes a connection; a running server listens at once.")
    static final class AddCommand extends WithValues {
        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            report(store.addConnection(name, all(), dryRun), out);
        }
    }

    /** {@code connection set}. */
    @Command(
            name = "set",
            description = "Changes values of a connection together; sessions keep what they have.")
    static final class SetCommand extends WithValues {
        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            report(store.setConnection(name, all(), dryRun), out);
        }
    }

    /** {@code connection remove}. */
    @Command(name = "remove", description = "Removes a connection; its sessions go on.")
    static final class RemoveCommand extends OnSettings.Changing {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            report(store.removeConnection(name, dryRun), out);
        }
    }
}
