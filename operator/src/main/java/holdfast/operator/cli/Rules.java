package holdfast.operator.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;

/** {@code query session --rules}: what each session has in force, from its {@code inForce}. */
final class Rules {
    private Rules() {}

    static Table table(List<JsonObject> rows) {
        var table =
                new Table(
                        "ID",
                        "USERNAME",
                        "IDLE",
                        "ACTIVE",
                        "DISC",
                        "AT LIMIT",
                        "BROKEN",
                        "KEEP-ALIVE",
                        "LAYER",
                        "LEVEL",
                        "METHOD");
        for (JsonObject row : rows) {
            JsonObject rules = row.getAsJsonObject("inForce");
            boolean connected = rules.has("protection") && rules.get("protection").isJsonObject();
            JsonObject protection =
                    connected ? rules.getAsJsonObject("protection") : new JsonObject();
            table.row(
                    QueryCommand.text(row, "id"),
                    QueryCommand.text(row, "user"),
                    span(rules, "idleLimit"),
                    span(rules, "connectionLimit"),
                    span(rules, "disconnectedLimit"),
                    QueryCommand.text(rules, "onLimit"),
                    QueryCommand.text(rules, "onBrokenConnection"),
                    rules.get("keepAlive").getAsBoolean()
                            ? span(rules, "askAfter") + "/" + span(rules, "brokenAfter")
                            : "off",
                    QueryCommand.text(protection, "layer"),
                    QueryCommand.text(protection, "level"),
                    QueryCommand.text(protection, "method"));
        }
        return table;
    }

    private static String span(JsonObject rules, String field) {
        return Spans.shown(Duration.parse(rules.get(field).getAsString()));
    }
}
