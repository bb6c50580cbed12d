package holdfast.operator.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.operator.control.Json;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast events}: the record. */
@Command(name = "events", description = "What happened, oldest first.")
final class EventsCommand implements Callable<Integer> {
    @Mixin private ServerFolder server = new ServerFolder();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--session", paramLabel = "ID", description = "Only of this session.")
    private @Nullable Integer session;

    @Option(names = "--user", paramLabel = "NAME", description = "Only of this user.")
    private @Nullable String user;

    @Option(names = "--follow", description = "Go on with events as they come.")
    private boolean follow;

    @Option(names = "--last", paramLabel = "N", description = "At most so many (200).")
    private int last = 200;

    @Option(names = "--json", description = "One array; with --follow one object a line.")
    private boolean json;

    @Override
    public Integer call() throws CommandRefused {
        Map<String, String> options = new HashMap<>();
        options.put("last", Integer.toString(last));
        if (session != null) {
            options.put("session", Integer.toString(session));
        }
        if (user != null) {
            options.put("user", user);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (follow) {
            options.put("follow", "true");
            server.follow("events", options, event -> print(event, out));
            return 0;
        }
        List<JsonElement> events = server.ask("events", options);
        if (json) {
            out.println(Json.PRETTY.toJson(events));
        } else {
            events.forEach(event -> print(event, out));
        }
        out.flush();
        return 0;
    }

    private void print(JsonElement event, PrintWriter out) {
        JsonObject object = event.getAsJsonObject();
        out.println(
                json
                        ? Json.LINES.toJson(object)
                        : "%s  %5d  %s"
                                .formatted(
                                        object.get("time").getAsString(),
                                        object.get("id").getAsInt(),
                                        object.get("text").getAsString()));
        out.flush();
    }
}
