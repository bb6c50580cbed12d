package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command line against a running server: a contract with people's scripts. */
class CommandsTest {
    /** ERRINFO_RPC_INITIATED_DISCONNECT and ERRINFO_RPC_INITIATED_LOGOFF, xfreerdp's status. */
    private static final int TOLD_TO_DISCONNECT = 1;

    private static final int TOLD_TO_LOG_OFF = 2;

    @RegisterExtension
    private static final Workplace here =
            Workplace.with("", "watched", "sent", "loggedoff", "resetter", "shown", "left");

    @Test
    void queriesTellOfSessionsUsersAndConnections() {
        try (var client = RdpClient.xfreerdp().user("watched").start(here)) {
            client.atShell(here.server());
            Server.Seen seen = here.server().awaitSession("watched", "Active");

            JsonObject row = json("query", "session", "watched", "--json").get(0).getAsJsonObject();

            assertThat(row.keySet())
                    .contains(
                            "id",
                            "name",
                            "user",
                            "state",
                            "connection",
                            "client",
                            "address",
                            "desktop",
                            "leaderPid",
                            "logonTime",
                            "idleSeconds");
            assertThat(row.get("id").getAsInt()).isEqualTo(seen.id());
            assertThat(row.get("state").getAsString()).isEqualTo("Active");
            assertThat(row.get("desktop").getAsString()).isEqualTo("console");
            assertThat(row.get("address").getAsString()).isEqualTo("127.0.0.1");
            assertThat(Instant.parse(row.get("logonTime").getAsString())).isBefore(Instant.now());
            assertThat(ProcessHandle.of(row.get("leaderPid").getAsLong())).isPresent();
            assertThat(states(json("query", "session", "--json"))).contains("Listen", "Active");
            assertThat(said("query", "session"))
                    .containsPattern("SESSIONNAME +USERNAME +ID +STATE")
                    .containsPattern("rdp-tcp#\\d+ +watched +" + seen.id() + " +Active");
            assertThat(json("query", "user", "--json").toString()).contains("\"watched\"");
            assertThat(said("query", "user")).contains("LOGON TIME").contains("watched");
            assertThat(states(json("query", "connection", "--json"))).containsOnly("Listen");
            assertThat(said("query", "connection")).contains("127.0.0.1:" + here.server().port());
        }
    }

    @Test
    void aMessageIsShownAndAPictureTaken() {
        try (var client = RdpClient.xfreerdp().user("sent").start(here)) {
            client.atShell(here.server());
            client.drawCard(2, 50);
            int id = here.server().awaitSession("sent", "Active").id();
            client.showsTheDesktop(here.server(), id);
            Path file = here.server().folder().resolve("picture.png");
            assertThat(run("picture", Integer.toString(id), file.toString()).exitStatus()).isZero();
            assertThat(file).isNotEmptyFile();
            var before = client.calm();

            var answer =
                    CompletableFuture.supplyAsync(() ->
                            said(
                                    "message",
                                    Integer.toString(id),
                                    "Dinner is ready",
                                    "--time",
                                    "60",
                                    "--wait"));

            org.awaitility.Awaitility.await("the message is on the screen")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !Pictures.same(before, client.shown()));
            Pictures.keep("message", client.calm());
            client.screen().press(400, 300, "Return");
            org.awaitility.Awaitility.await("the message is gone")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Pictures.same(before, client.shown()));
            assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).contains("Answer: OK");
            assertThat(said("message", Integer.toString(id), "It gets cold"))
                    .contains("sent to session " + id);
        }
    }

    @Test
    void aSessionThatNeverWasIsNotDiagnosed() {
        var answer = run("diagnose", "--session", "4711");
        assertThat(answer.exitStatus()).isEqualTo(1);
        assertThat(answer.output()).contains("no session 4711").contains("holdfast query session");
    }

    @Test
    void disconnectTakesTheClientOffAndKeepsTheSession() {
        try (var client = RdpClient.xfreerdp().user("loggedoff").start(here)) {
            client.atShell(here.server());
            Server.Seen before = here.server().awaitSession("loggedoff", "Active");

            assertThat(said("disconnect", Integer.toString(before.id()))).isNotBlank();

            assertThat(client.exitStatus()).isEqualTo(TOLD_TO_DISCONNECT);
            Server.Seen after = here.server().awaitSession("loggedoff", "Disc");
            assertThat(after.leaderPid()).isEqualTo(before.leaderPid());
            JsonObject row =
                    json("query", "session", "loggedoff", "--json").get(0).getAsJsonObject();
            assertThat(Instant.parse(row.get("disconnectTime").getAsString()))
                    .isBefore(Instant.now());
        }
        try (var client = RdpClient.xfreerdp().user("loggedoff").start(here)) {
            int id = here.server().awaitSession("loggedoff", "Active").id();

            assertThat(said("logoff", Integer.toString(id))).isNotBlank();

            assertThat(client.exitStatus()).isEqualTo(TOLD_TO_LOG_OFF);
            here.server().awaitNoSession("loggedoff");
        }
    }

    @Test
    void connectShowsASessionAtTheClientOfAnotherOne() {
        Server.Seen shown;
        try (var client = RdpClient.xfreerdp().user("shown").start(here)) {
            client.atShell(here.server());
            client.drawCard(3, 40);
            shown = here.server().awaitSession("shown", "Active");
        }
        here.server().awaitSession("shown", "Disc");
        try (var client = RdpClient.xfreerdp().user("left").start(here)) {
            client.awaitSomethingShown();
            Server.Seen left = here.server().awaitSession("left", "Active");

            String[] connect = {
                "connect", Integer.toString(shown.id()), "--dest", Integer.toString(left.id())
            };
            assertThat(run(connect).exitStatus()).isZero();

            assertThat(here.server().awaitSession("left", "Disc").id()).isEqualTo(left.id());
            assertThat(here.server().awaitSession("shown", "Active").leaderPid())
                    .isEqualTo(shown.leaderPid());
            client.awaitBar(3, 40);
            assertThat(
                            said(
                                    "message",
                                    Integer.toString(shown.id()),
                                    "Are you there?",
                                    "--time",
                                    "1",
                                    "--wait"))
                    .contains("No answer in time");
        }
    }

    @Test
    void resetEndsASessionAtOnceAndEventsTellOfIt() {
        Server.Seen seen;
        try (var client = RdpClient.xfreerdp().user("resetter").start(here)) {
            client.atShell(here.server());
            seen = here.server().awaitSession("resetter", "Active");
            ProcessHandle leader = ProcessHandle.of(seen.leaderPid()).orElseThrow();

            assertThat(said("reset", Integer.toString(seen.id()))).isNotBlank();

            here.server().awaitNoSession("resetter");
            client.program().awaitEnd(Duration.ofSeconds(20));
            leader.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        JsonArray events = json("events", "--session", Integer.toString(seen.id()), "--json");
        List<String> kinds = new ArrayList<>();
        for (JsonElement event : events) {
            kinds.add(event.getAsJsonObject().get("kind").getAsString());
            assertThat(event.getAsJsonObject().get("session").getAsInt()).isEqualTo(seen.id());
        }
        assertThat(kinds).contains("RESERVED", "LOGON", "SHELL_STARTED", "LOGOFF");
        assertThat(said("events", "--user", "resetter")).contains("resetter");
        assertThat(said("query", "session", "--timeline", Integer.toString(seen.id())))
                .contains("resetter");
    }

    @Test
    void whatIsNotThereIsRefused() {
        for (String command : List.of("disconnect", "logoff", "reset")) {
            var result = run(command, "4711");
            assertThat(result.exitStatus()).isEqualTo(1);
            assertThat(result.output())
                    .isEqualTo(
                            "holdfast: there is no session 4711: holdfast query session lists them\n");
        }
        assertThat(run("query", "session", "nobody").exitStatus()).isEqualTo(1);
    }

    @Test
    void theVersionIsSaid() {
        JsonObject version =
                JsonParser.parseString(
                                Program.run(
                                                Duration.ofSeconds(60),
                                                Map.of(),
                                                ServerProgram.command("version", "--json"))
                                        .output())
                        .getAsJsonObject();

        assertThat(version.get("holdfast").getAsString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(version.get("java").getAsString()).startsWith("25");
    }

    @Test
    void anAccountIsAddedBeforeThereIsADataFolder() {
        Path data = here.server().folder().resolve("another");
        Path password =
                Folders.write(here.server().folder().resolve("password"), "Correct-Horse8\n");

        var added =
                Program.run(
                        Duration.ofSeconds(60),
                        password,
                        Map.of(),
                        ServerProgram.command(
                                "user",
                                "add",
                                "early",
                                "--password-stdin",
                                "--os-user",
                                System.getProperty("user.name"),
                                "--data",
                                data.toString()));

        assertThat(added.output()).startsWith("Account early was made");
        assertThat(added.exitStatus()).isZero();
        var listed =
                Program.run(
                        Duration.ofSeconds(60),
                        Map.of(),
                        ServerProgram.command("user", "list", "--json", "--data", data.toString()));
        assertThat(listed.output()).contains("\"early\"").doesNotContain("Correct-Horse8");
    }

    private static List<String> states(JsonArray rows) {
        List<String> states = new ArrayList<>();
        rows.forEach(row -> states.add(row.getAsJsonObject().get("state").getAsString()));
        return states;
    }

    private static JsonArray json(String... arguments) {
        return JsonParser.parseString(said(arguments)).getAsJsonArray();
    }

    /** What a command that does what it is told prints. */
    private static String said(String... arguments) {
        var result = run(arguments);
        assertThat(result.exitStatus()).as(result.output()).isZero();
        return result.output();
    }

    private static Program.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(here.server().data().toString());
        return Program.run(
                Duration.ofSeconds(60),
                Map.of(),
                ServerProgram.command(all.toArray(String[]::new)));
    }
}
