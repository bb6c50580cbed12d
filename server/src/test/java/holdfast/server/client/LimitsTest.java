package holdfast.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.graphics.Rect;
import holdfast.settings.DisplayLimits;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    private static final DisplayLayout TWO =
            new DisplayLayout(
                    List.of(
                            new DisplayLayout.Monitor(new Rect(0, 0, 1920, 1080), true),
                            new DisplayLayout.Monitor(new Rect(1920, 0, 1920, 1080), false)),
                    100);

    @TempDir private Path folder;

    @Test
    void whatIsWithinTheLimitsStaysAsItIs() throws Exception {
        assertThat(Limits.within(TWO, limits())).isSameAs(TWO);
    }

    @Test
    void moreMonitorsThanAllowedBecomeOne() throws Exception {
        set("MaxMonitors", "1");

        DisplayLayout within = Limits.within(TWO, limits());

        assertThat(within.monitors()).hasSize(1);
        assertThat(within.size()).isEqualTo(new DisplaySize(3840, 1080));
    }

    @Test
    void aLargerPictureIsCut() throws Exception {
        set("MaxXResolution", "1280");
        set("MaxYResolution", "1024");

        assertThat(Limits.within(TWO, limits()).size()).isEqualTo(new DisplaySize(1280, 1024));
    }

    private void set(String name, String value) throws Exception {
        SettingStore.in(folder, InstantSource.system()).set(name, value, Scope.POLICY, false);
    }

    private DisplayLimits limits() throws Exception {
        return SettingStore.in(folder, InstantSource.system())
                .configuration()
                .display("alice", "rdp-tcp");
    }
}
