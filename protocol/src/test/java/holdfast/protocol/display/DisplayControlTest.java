package holdfast.protocol.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.display.MonitorLayout.Monitor;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayControlTest {
    private static final Monitor FULL_HD = new Monitor(true, 0, 0, 1920, 1080, 0, 100, 100);

    private final List<MonitorLayout> asked = new ArrayList<>();
    private final DisplayControl control = new DisplayControl(16, 4096, 2304, asked::add);

    @Test
    void saysWhatIsPossible() {
        assertThat(control.name()).isEqualTo("Microsoft::Windows::RDS::DisplayControl");
        assertThat(control.opened())
                .containsExactly(
                        HexFormat.of()
                                .parseHex(
                                        "05000000" // DISPLAYCONTROL_PDU_TYPE_CAPS
                                                + "14000000" // Length
                                                + "10000000" // MaxNumMonitors
                                                + "00100000" // MaxMonitorAreaFactorA
                                                + "00090000")); // MaxMonitorAreaFactorB
    }

    @Test
    void readsALayoutOfMstsc() throws Exception {
        control.process(
                reader(
                        HexFormat.of()
                                .parseHex(
                                        "02000000" // DISPLAYCONTROL_PDU_TYPE_MONITOR_LAYOUT
                                                + "38000000" // Length
                                                + "28000000" // MonitorLayoutSize
                                                + "01000000" // NumMonitors
                                                + "01000000" // Flags: primary
                                                + "00000000" // Left
                                                + "00000000" // Top
                                                + "80070000" // Width
                                                + "38040000" // Height
                                                + "A1000000" // PhysicalWidth
                                                + "5B000000" // PhysicalHeight
                                                + "5A000000" // Orientation
                                                + "96000000" // DesktopScaleFactor
                                                + "8C000000"))); // DeviceScaleFactor
        assertThat(asked)
                .containsExactly(
                        new MonitorLayout(
                                List.of(new Monitor(true, 0, 0, 1920, 1080, 90, 150, 140))));
    }

    @Test
    void takesSixteenMonitors() throws Exception {
        var monitors = new ArrayList<Monitor>();
        for (int i = 0; i < 16; i++) {
            monitors.add(
                    new Monitor(
                            i == 5, (i % 4 - 1) * 800, (i / 4 - 1) * 600, 800, 600, 0, 100, 100));
        }
        control.process(reader(pdu(monitors)));
        assertThat(asked).containsExactly(new MonitorLayout(monitors));
        assertThat(asked.getFirst().primary()).isEqualTo(monitors.get(5));
    }

    @Test
    void movesTheOthersAroundThePrimary() throws Exception {
        control.process(
                reader(
                        pdu(
                                List.of(
                                        new Monitor(false, 0, 0, 800, 600, 0, 100, 100),
                                        new Monitor(true, 800, 100, 800, 600, 0, 100, 100)))));
        assertThat(asked.getFirst().monitors())
                .containsExactly(
                        new Monitor(false, -800, -100, 800, 600, 0, 100, 100),
                        new Monitor(true, 0, 0, 800, 600, 0, 100, 100));
    }

    @Test
    void makesTheFirstMonitorPrimaryWhereNoneOrSeveralAre() throws Exception {
        control.process(reader(pdu(List.of(new Monitor(false, 10, 10, 800, 600, 0, 100, 100)))));
        control.process(
                reader(
                        pdu(
                                List.of(
                                        new Monitor(true, 0, 0, 800, 600, 0, 100, 100),
                                        new Monitor(true, 800, 0, 800, 600, 0, 100, 100)))));
        assertThat(asked.get(0).monitors())
                .containsExactly(new Monitor(true, 0, 0, 800, 600, 0, 100, 100));
        assertThat(asked.get(1).monitors())
                .extracting(Monitor::primary)
                .containsExactly(true, false);
    }

    @Test
    void roundsOddWidthsDown() throws Exception {
        control.process(reader(pdu(List.of(new Monitor(true, 0, 0, 1367, 769, 0, 100, 100)))));
        assertThat(asked.getFirst().primary().width()).isEqualTo(1366);
        assertThat(asked.getFirst().primary().height()).isEqualTo(769);
    }

    @Test
    void ignoresScaleAndOrientationThatDoNotExist() throws Exception {
        control.process(reader(pdu(List.of(new Monitor(true, 0, 0, 800, 600, 45, 150, 150)))));
        control.process(reader(pdu(List.of(new Monitor(true, 0, 0, 800, 600, 270, 501, 140)))));
        assertThat(asked.get(0).primary())
                .isEqualTo(new Monitor(true, 0, 0, 800, 600, 0, 100, 100));
        assertThat(asked.get(1).primary())
                .isEqualTo(new Monitor(true, 0, 0, 800, 600, 270, 100, 100));
    }

    @Test
    void ignoresMessagesOfOtherTypes() throws Exception {
        assertThat(control.process(reader(HexFormat.of().parseHex("0900000008000000")))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesSizesThatShowNoDesktop() {
        assertThat(refusal(List.of(new Monitor(true, 0, 0, 199, 600, 0, 100, 100))))
                .isEqualTo(new Reason.OutOfRange("Width", 199, 200, 8192));
        assertThat(refusal(List.of(new Monitor(true, 0, 0, 800, 8193, 0, 100, 100))))
                .isEqualTo(new Reason.OutOfRange("Height", 8193, 200, 8192));
        assertThat(refusal(List.of(new Monitor(true, 40_000, 0, 800, 600, 0, 100, 100))))
                .isEqualTo(new Reason.OutOfRange("Left", 40_000, -32_766, 32_766));
    }

    @Test
    void refusesNoneAndTooManyMonitors() {
        assertThat(refusal(List.of())).isEqualTo(new Reason.OutOfRange("NumMonitors", 0, 1, 16));
        var seventeen = new ArrayList<Monitor>();
        for (int i = 0; i < 17; i++) {
            seventeen.add(new Monitor(i == 0, i * 200, 0, 200, 200, 0, 100, 100));
        }
        assertThat(refusal(seventeen)).isEqualTo(new Reason.OutOfRange("NumMonitors", 17, 1, 16));
    }

    @Test
    void refusesMonitorsThatOverlap() {
        assertThat(refusal(List.of(FULL_HD, new Monitor(false, 1919, 1079, 800, 600, 0, 100, 100))))
                .isEqualTo(new Reason.NotAllowedHere("monitor", "overlap"));
    }

    @Test
    void refusesAPictureThatIsTooLargeToName() {
        assertThat(refusal(List.of(FULL_HD, new Monitor(false, 32_000, 0, 800, 600, 0, 100, 100))))
                .isEqualTo(new Reason.OutOfRange("width of all monitors", 32_800, 200, 32_766));
    }

    @Test
    void refusesMoreThanItAnnounced() {
        var small = new DisplayControl(2, 1920, 1080, asked::add);
        var three =
                List.of(
                        FULL_HD,
                        new Monitor(false, 1920, 0, 800, 600, 0, 100, 100),
                        new Monitor(false, 2720, 0, 800, 600, 0, 100, 100));
        assertThat(
                        catchThrowableOfType(
                                        ProtocolException.class,
                                        () -> small.process(reader(pdu(three))))
                                .reason())
                .isEqualTo(new Reason.OutOfRange("NumMonitors", 3, 1, 2));
        var large = List.of(new Monitor(true, 0, 0, 8192, 8192, 0, 100, 100));
        assertThat(
                        catchThrowableOfType(
                                        ProtocolException.class,
                                        () -> small.process(reader(pdu(large))))
                                .reason())
                .isEqualTo(new Reason.OutOfRange("area", 8192L * 8192, 1, 2L * 1920 * 1080));
    }

    @Test
    void refusesALayoutThatIsCutOff() {
        byte[] whole = pdu(List.of(FULL_HD));
        var cut = new WireReader("DISPLAYCONTROL", whole, 0, whole.length - 1);
        assertThat(
                        catchThrowableOfType(ProtocolException.class, () -> control.process(cut))
                                .reason())
                .isEqualTo(new Reason.Truncated("body", 48, 47));
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        var layouts = new ArrayList<MonitorLayout>();
        try {
            new DisplayControl(16, 8192, 8192, layouts::add).process(reader(input));
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
        for (MonitorLayout layout : layouts) {
            assertThat(layout.monitors()).hasSizeBetween(1, 16);
            assertThat(layout.monitors()).filteredOn(Monitor::primary).hasSize(1);
            assertThat(layout.primary().left()).isZero();
            assertThat(layout.primary().top()).isZero();
        }
    }

    private Reason refusal(List<Monitor> monitors) {
        return catchThrowableOfType(
                        ProtocolException.class, () -> control.process(reader(pdu(monitors))))
                .reason();
    }

    private static WireReader reader(byte[] message) {
        return new WireReader("DISPLAYCONTROL", message);
    }

    private static byte[] pdu(List<Monitor> monitors) {
        var out = new WireWriter().u32(2).u32(16 + 40L * monitors.size());
        out.u32(40).u32(monitors.size());
        for (Monitor monitor : monitors) {
            out.u32(monitor.primary() ? 1 : 0).u32(monitor.left()).u32(monitor.top());
            out.u32(monitor.width()).u32(monitor.height()).u32(0).u32(0);
            out.u32(monitor.orientation()).u32(monitor.desktopScale()).u32(monitor.deviceScale());
        }
        return out.toByteArray();
    }
}
