package holdfast.sessions.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static SessionEvent event(EventKind kind, long seconds, int code, String detail) {
        return new SessionEvent(
                seconds,
                NOON.plusSeconds(seconds),
                kind,
                3,
                "alice",
                "rdp-tcp",
                "pc",
                "192.0.2.7",
                code,
                detail);
    }

    @Test
    void idsAreThoseThatAdministratorsKnow() {
        assertThat(EventKind.LOGON.id()).isEqualTo(21);
        assertThat(EventKind.DISCONNECT_REASON.id()).isEqualTo(40);
        assertThat(EventKind.SECURITY_RECONNECTED.id()).isEqualTo(4778);
        assertThat(Arrays.stream(EventKind.values()).map(EventKind::id)).doesNotHaveDuplicates();
    }

    @Test
    void anEventIsASentence() {
        assertThat(event(EventKind.DISCONNECT_REASON, 0, 5, "Taken over.").text())
                .isEqualTo("Session 3 has been disconnected, reason code 5: Taken over.");
    }

    @Test
    void aClientsNameForgesNoLineAndNoField() {
        var forged =
                new SessionEvent(
                        1,
                        NOON,
                        EventKind.SECURITY_LOGON_FAILED,
                        0,
                        "{detail}",
                        "rdp-tcp",
                        "pc\nSession logon succeeded" + "x".repeat(1000),
                        "192.0.2.7",
                        0,
                        "wrong password");
        assertThat(forged.text())
                .startsWith("An account failed to log on: {detail}, from 192.0.2.7 (pc?Session")
                .endsWith("): wrong password")
                .hasSizeLessThan(400);
    }

    @Test
    void aSessionsLifeReadsAsATimeLine() {
        List<String> lines =
                Timeline.of(
                        List.of(
                                event(EventKind.LOGON, 0, 0, ""),
                                event(EventKind.SECURITY_LOGON, 0, 0, ""),
                                event(EventKind.SILENCE_BEGAN, 100, 0, "7.5 s"),
                                event(EventKind.BROKEN, 107, 0, "nothing heard for 15.0 s"),
                                event(EventKind.DISCONNECTED, 107, 0, "The connection broke."),
                                event(EventKind.RECONNECTED, 50_000, 0, "by cookie")),
                        ZoneOffset.UTC);
        assertThat(lines)
                .containsExactly(
                        "Session 3 of alice: 13 h 53 min on record, 1 returns, from 192.0.2.7",
                        "2026-11-21",
                        "  12:00:00.000               21  Session logon succeeded: user alice,"
                                + " session 3, from 192.0.2.7",
                        "  12:01:40.000 +1 min 40 s  9001  Session 3: nothing heard from 192.0.2.7"
                                + " for 7.5 s; asking",
                        "  12:01:47.000     +7.0 s  9003  Session 3: connection of 192.0.2.7 is"
                                + " broken: nothing heard for 15.0 s",
                        "  12:01:47.000               24  Session has been disconnected: user"
                                + " alice, session 3, from 192.0.2.7. The connection broke.",
                        "2026-11-22",
                        "  01:53:20.000 +13 h 51 min    25  Session reconnection succeeded: user"
                                + " alice, session 3, from 192.0.2.7, by cookie");
        assertThat(Timeline.of(List.of(), ZoneOffset.UTC)).hasSize(1);
    }
}
