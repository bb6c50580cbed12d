package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who gets which session where there may be few connections and users may have several sessions.
 */
class AdmissionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** As xfreerdp prints it; its exit status also tells whether it was connected by then. */
    private static final String DENIED = "ERRINFO_SERVER_DENIED_CONNECTION";

    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
                    """
                    [machine]
                    MaxInstanceCount = 2
                    fSingleSessionPerUser = 0
                    """,
                    "first",
                    "second",
                    "third",
                    "several");

    @Test
    void aNewLogonBeyondTheLimitIsRefusedAndWhoHasASessionComesBack() {
        RdpClient third = RdpClient.xfreerdp().user("third");
        Server.Seen before;
        try (var client = RdpClient.xfreerdp().user("first").start(here)) {
            before = here.server().awaitSession("first", "Active");
            try (var second = RdpClient.xfreerdp().user("second").start(here)) {
                here.server().awaitSession("second", "Active");
                try (var refused = third.start(here)) {
                    assertThat(refused.exitStatus()).isNotZero();
                    assertThat(refused.program().output()).contains(DENIED);
                }
                assertThat(here.server().sessions("third")).isEmpty();
                assertThat(texts("third")).anyMatch(text -> text.contains("2 connections"));
                assertThat(second.program().isAlive()).isTrue();
            }
            here.server().awaitSession("second", "Disc");
            try (var admitted = third.start(here)) { // A disconnected session holds no place.
                here.server().awaitSession("third", "Active");
                assertThat(client.program().isAlive()).isTrue();
                try (var back = RdpClient.xfreerdp().user("second").start(here)) {
                    here.server().awaitSession("second", "Active");
                    assertThat(back.program().isAlive()).isTrue();
                }
                assertThat(admitted.program().isAlive()).isTrue();
            }
            assertThat(here.server().awaitSession("first", "Active").id()).isEqualTo(before.id());
        }
    }

    @Test
    void whoHasSeveralSessionsChoosesOnTheLogonScreen() {
        RdpClient user = RdpClient.xfreerdp().user("several");
        try (var one = user.start(here)) {
            one.atShell(here.server());
            one.drawCard(5, 40);
            try (var other = ClientScreen.open(840, 660);
                    var two = user.start(other, here.server().port())) {
                awaitStates("Active", "Active");
                two.awaitSomethingShown();
                two.line(Card.load(here.server()));
                two.drawCard(6, 40);
            }
        }
        awaitStates("Disc", "Disc");
        List<Server.Seen> waiting = here.server().sessions("several");

        try (var client = user.start(here)) {
            client.awaitSomethingShown();
            Pictures.keep("logon-screen-which-session", client.calm());
            assertThat(here.server().sessions("several")).isEqualTo(waiting);
            client.screen().press(400, 300, "Down");
            client.screen().press(400, 300, "Return");
            client.awaitBar(6, 40);
            awaitStates("Disc", "Active");
            assertThat(here.server().sessions("several"))
                    .extracting(Server.Seen::id)
                    .isEqualTo(waiting.stream().map(Server.Seen::id).toList());
        }
    }

    private static void awaitStates(String... states) {
        Awaitility.await("sessions are " + List.of(states))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        here.server().sessions("several").stream()
                                .map(Server.Seen::state)
                                .toList()
                                .equals(List.of(states)));
    }

    private static List<String> texts(String user) {
        return here.server().ask("events", Map.of("last", "100", "user", user)).stream()
                .map(JsonElement::getAsJsonObject)
                .map((JsonObject event) -> event.get("text").getAsString())
                .toList();
    }
}
