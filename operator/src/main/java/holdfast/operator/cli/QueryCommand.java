package holdfast.operator.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.operator.control.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast query session|user|connection}: what {@code qwinsta} and {@code quser} print. */
@Command(
        name = "query",
        description = "Lists sessions, users or listeners.",
        subcommands = {
            QueryCommand.SessionsCommand.class,
            QueryCommand.UsersCommand.class,
            QueryCommand.ConnectionsCommand.class
        })
final class QueryCommand {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private QueryCommand() {}

    /** What the three have in common. */
    abstract static class Listing implements Callable<Integer> {
        @Mixin ServerFolder server = new ServerFolder();
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(
                arity = "0..1",
                paramLabel = "ID|NAME",
                description = "Only this session, user or connection.")
        @Nullable String which;

        @Option(names = "--json", description = "One array of objects.")
        boolean json;

        @Override
        public Integer call() throws CommandRefused {
            List<JsonObject> rows =
                    server.ask("query session", Map.of()).stream()
                            .map(JsonElement::getAsJsonObject)
                            .filter(this::belongs)
                            .filter(this::named)
                            .toList();
            if (which != null && rows.isEmpty()) {
                throw new CommandRefused(
                        "nothing here is called \""
                                + which
                                + "\": holdfast query "
                                + spec.name()
                                + " lists what there is");
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                out.flush();
            } else {
                table(rows).print(out);
            }
            return 0;
        }

        abstract boolean belongs(JsonObject row);

        abstract Table table(List<JsonObject> rows);

        private boolean named(JsonObject row) {
            return which == null
                    || text(row, "id").equals(which)
                    || text(row, "name").equalsIgnoreCase(which)
                    || text(row, "user").equalsIgnoreCase(which)
                    || text(row, "connection").equalsIgnoreCase(which);
        }
    }

    /** {@code query session}. */
    @Command(name = "session", description = "Every session, client and listener.")
    static final class SessionsCommand extends Listing {
        @Option(names = "--timeline", description = "The session's life as a time line.")
        boolean timeline;

        @Option(
                names = "--rules",
                description = "What each session has in force: limits and protection.")
        boolean rules;

        @Override
        public Integer call() throws CommandRefused {
            if (!timeline) {
                return super.call();
            }
            if (which == null) {
                throw new CommandRefused("--timeline wants the session's ID");
            }
            PrintWriter out = spec.commandLine().getOut();
            server.ask("timeline", Map.of("session", which))
                    .forEach(line -> out.println(line.getAsString()));
            out.flush();
            return 0;
        }

        @Override
        boolean belongs(JsonObject row) {
            return !rules || row.has("inForce");
        }

        @Override
        Table table(List<JsonObject> rows) {
            if (rules) {
                return Rules.table(rows);
            }
            var table = new Table("SESSIONNAME", "USERNAME", "ID", "STATE", "TYPE", "DEVICE");
            for (JsonObject row : rows) {
                table.row(
                        text(row, "name"),
                        text(row, "user"),
                        text(row, "id"),
                        text(row, "state"),
                        text(row, "desktop"),
                        text(row, "client").isEmpty() ? text(row, "address") : text(row, "client"));
            }
            return table;
        }
    }

    /** {@code query user}. */
    @Command(name = "user", description = "Who is logged on.")
    static final class UsersCommand extends Listing {
        @Override
        boolean belongs(JsonObject row) {
            return !text(row, "user").isEmpty();
        }

        @Override
        Table table(List<JsonObject> rows) {
            var table =
                    new Table("USERNAME", "SESSIONNAME", "ID", "STATE", "IDLE TIME", "LOGON TIME");
            for (JsonObject row : rows) {
                table.row(
                        text(row, "user"),
                        text(row, "name"),
                        text(row, "id"),
                        text(row, "state"),
                        Idle.shown(Duration.ofSeconds(row.get("idleSeconds").getAsLong())),
                        row.has("logonTime")
                                ? TIME.format(Instant.parse(text(row, "logonTime")))
                                : "");
            }
            return table;
        }
    }

    /** {@code query connection}. */
    @Command(name = "connection", description = "The listeners.")
    static final class ConnectionsCommand extends Listing {
        @Override
        boolean belongs(JsonObject row) {
            return text(row, "state").equals("Listen");
        }

        @Override
        Table table(List<JsonObject> rows) {
            var table = new Table("CONNECTION", "STATE", "ADDRESS");
            for (JsonObject row : rows) {
                table.row(text(row, "connection"), text(row, "state"), text(row, "address"));
            }
            return table;
        }
    }

    static String text(JsonObject row, String field) {
        return row.has(field) ? row.get(field).getAsString() : "";
    }
}
