package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The logon screen, for clients that bring no right password along. */
class LogonScreenTest {
    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
                    """
                    [machine]
                    logon.attempts = 20
                    """,
                    "mistyped",
                    "unknown",
                    "guessed");

    @Test
    void afterAWrongPasswordTheRightOneIsTyped() {
        var how = RdpClient.xfreerdp().user("mistyped").password("wrong");
        try (var client = how.start(here)) {
            client.awaitSomethingShown();
            Pictures.keep("logon-screen-wrong-password", client.calm());
            assertThat(here.server().sessions("mistyped")).isEmpty();

            client.line(Server.PASSWORD);

            client.atShell(here.server());
            client.drawCard(3, 40);
            client.showsTheDesktop(
                    here.server(), here.server().awaitSession("mistyped", "Active").id());
        }
    }

    @Test
    void withoutAPasswordNameAndPasswordAreTyped() {
        var how = RdpClient.rdesktop().user("unknown").password("");
        try (var client = how.start(here)) {
            client.awaitSomethingShown();
            Pictures.keep("logon-screen-no-password", client.calm());
            assertThat(here.server().sessions("unknown")).isEmpty();

            client.line(Server.PASSWORD);

            client.atShell(here.server());
            client.drawCard(4, 40);
            client.showsTheDesktop(
                    here.server(), here.server().awaitSession("unknown", "Active").id());
        }
    }

    @Test
    void whoeverGuessesHasToWait() {
        var how = RdpClient.xfreerdp().user("guessed").password("wrong");
        try (var client = how.start(here)) {
            client.awaitSomethingShown();
            Awaitility.await("an attempt is not even looked at")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        client.line("wrong again");
                        return failures().contains("THROTTLED");
                    });
            Pictures.keep("logon-screen-throttled", client.calm());
            assertThat(here.server().sessions("guessed")).isEmpty();
        }
    }

    private static String failures() {
        var all = new StringBuilder();
        here.server().ask("events", Map.of("last", "100", "user", "guessed")).stream()
                .map(JsonElement::getAsJsonObject)
                .map((JsonObject event) -> event.get("detail").getAsString())
                .forEach(detail -> all.append(detail).append('\n'));
        return all.toString();
    }
}
