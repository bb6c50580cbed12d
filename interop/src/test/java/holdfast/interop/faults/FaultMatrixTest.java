package holdfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the connection, the session holds, and the user gets the same one back. */
class FaultMatrixTest {
    /** Noticed within 15 s by questions; the rest is the look at the list and a busy machine. */
    private static final double NOTICED_SECONDS = 17;

    @Test
    void aUserGetsTheSessionBackWhateverFaultThereIs() throws Exception {
        check(
                "usual",
                FaultMatrix.run(
                        List.of(
                                new FaultMatrix.Row(Fault.KILLED, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.FROZEN, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.FROZEN, Client.Kind.XFREERDP_RDP),
                                new FaultMatrix.Row(Fault.FROZEN, Client.Kind.RDESKTOP_TLS),
                                new FaultMatrix.Row(Fault.BACK_AFTER_5, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.BACK_AFTER_30, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.ONLY_UP, Client.Kind.XFREERDP_RDP),
                                new FaultMatrix.Row(Fault.MOVED, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.RESET, Client.Kind.XFREERDP_TLS),
                                new FaultMatrix.Row(Fault.SWALLOWED, Client.Kind.XFREERDP_TLS))));
    }

    @ParameterizedTest
    @EnumSource(Client.Kind.class)
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void everyFaultWithEveryClient(Client.Kind kind) throws Exception {
        check(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                FaultMatrix.run(
                        Fault.ALL.stream()
                                .map(fault -> new FaultMatrix.Row(fault, kind))
                                .toList()));
    }

    @Test
    void aServerThatIsKilledGivesEverybodyTheSessionBack() throws Exception {
        check("server", ServerFaults.run(List.of(ServerFaults.KILLED), Client.Kind.XFREERDP_TLS));
    }

    @Test
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void aServerThatStandsStillOrIsInAnotherTimeThrowsNobodyOut() throws Exception {
        assertThat(FaultServer.clocksAreMovable()).as("package faketime is installed").isTrue();
        check(
                "server-long",
                ServerFaults.run(
                        List.of(
                                ServerFaults.FORWARD,
                                ServerFaults.BACK,
                                ServerFaults.STOPPED,
                                ServerFaults.KILLED),
                        Client.Kind.XFREERDP_TLS));
    }

    /** Nothing is asked of another product; the table is to compare with. */
    @Test
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void whatXrdpDoesUnderTheSameFaults() throws Exception {
        assumeThat(XrdpServer.isInstalled()).as("packages xrdp and xorgxrdp").isTrue();
        List<FaultMatrix.Row> rows =
                Stream.of(
                                Fault.KILLED,
                                Fault.FROZEN,
                                Fault.BACK_AFTER_30,
                                Fault.ONLY_DOWN,
                                Fault.ONLY_UP,
                                Fault.MOVED,
                                Fault.RESET)
                        .map(fault -> new FaultMatrix.Row(fault, Client.Kind.XFREERDP_TLS))
                        .toList();
        Map<FaultMatrix.Row, Outcome> table = FaultMatrix.run(rows, XrdpServer::start);
        keep("xrdp", FaultMatrix.markdown(table));
        assertThat(table).hasSameSizeAs(rows);
    }

    private static void keep(String name, String text) throws IOException {
        System.out.println(text);
        Files.writeString(
                Files.createDirectories(Path.of("target", "faults")).resolve(name + ".md"), text);
    }

    private static void check(String name, Map<FaultMatrix.Row, Outcome> table) throws Exception {
        keep(name, FaultMatrix.markdown(table));
        var softly = new SoftAssertions();
        table.forEach((row, outcome) -> {
            String what = row.fault().name() + ", " + row.client();
            softly.assertThat(outcome.sessions()).as("sessions: " + what).isEqualTo(1);
            softly.assertThat(outcome.sameSession()).as("same session: " + what).isTrue();
            softly.assertThat(outcome.workWentOn()).as("work goes on: " + what).isTrue();
            softly.assertThat(outcome.painted()).as("painted: " + what).isNotEqualTo(Outcome.NEVER);
            boolean backBefore = Double.isNaN(outcome.noticed()) && outcome.byCookie();
            if (row.fault().noticed() && !backBefore) {
                softly.assertThat(outcome.noticed())
                        .as("noticed: " + what)
                        .isBetween(0.0, NOTICED_SECONDS);
            } else if (!row.fault().noticed()) {
                softly.assertThat(outcome.noticed()).as("false alarm: " + what).isNaN();
            }
            if (row.fault().returns() && row.client().xfreerdp()) {
                softly.assertThat(outcome.returned())
                        .as("back by itself: " + what)
                        .isNotEqualTo(Outcome.NEVER);
            }
        });
        softly.assertAll();
        assertThat(table).isNotEmpty();
    }
}
