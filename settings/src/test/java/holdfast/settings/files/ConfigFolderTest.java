package holdfast.settings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.settings.KeepAliveCatalogue;
import holdfast.settings.Scope;
import holdfast.settings.SessionCatalogue;
import holdfast.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {
    @TempDir Path folder;

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("settings.toml"), text);
    }

    @Test
    void aFolderThatDoesNotExistSaysNothing() throws Exception {
        var config = ConfigFolder.open(folder.resolve("none"));

        assertThat(config.current().value(KeepAliveCatalogue.ASK_AFTER))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(config.current().connections()).extracting("name").containsExactly("rdp-tcp");
    }

    @Test
    void aFaultIsToldWithItsPlaceAndTheRunningConfigurationStays() throws Exception {
        write("[machine]\nMaxIdleTime = 1000\n");
        var config = ConfigFolder.open(folder);
        write("[machine]\nMaxIdleTime = 2000\nSecurityLayer = 7\nMaxMonitor = 3\n");

        var refused = catchThrowableOfType(SettingsException.class, config::reload);

        String file = folder.resolve("settings.toml").toString();
        assertThat(refused.faults())
                .extracting(Object::toString)
                .containsExactly(
                        file
                                + ":3:1: SecurityLayer: found \"7\", allowed: 0 (rdp), 1"
                                + " (negotiate), 2 (ssl)",
                        file
                                + ":4:1: MaxMonitor: found no setting of that name, allowed:"
                                + " maxmonitors");
        assertThat(config.current().value(SessionCatalogue.MAX_IDLE_TIME))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void neverShowsASecret() throws Exception {
        write("[connection.RDP-Tcp]\nPassword = [\"hunter2\"]\nlogon.password = \"hunter2\" x\n");
        var refused =
                catchThrowableOfType(SettingsException.class, () -> ConfigFolder.open(folder));
        assertThat(refused.toString() + refused.faults()).doesNotContain("hunter2");

        write("[connection.RDP-Tcp]\nPassword = \"hunter2\"\n");
        var config = ConfigFolder.open(folder).current();
        assertThat(config.logon("RDP-Tcp").password()).isEqualTo("hunter2");
        assertThat(config.logon("RDP-Tcp").toString()).doesNotContain("hunter2");
    }

    @Test
    void aFileThatAnEditorHasJustEmptiedIsNotTakenAtItsWord() throws Exception {
        write("[machine]\nMaxIdleTime = 300000\n");
        var config = ConfigFolder.open(folder);
        write("");
        assertThat(config.reload()).isEmpty();
        assertThat(config.current().value(SessionCatalogue.MAX_IDLE_TIME))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void tellsListenersWhatAToolChanged() throws Exception {
        var config = ConfigFolder.open(folder.resolve("config"));
        BlockingQueue<ConfigFolder.Change> changes = new LinkedBlockingQueue<>();
        BlockingQueue<SettingsException> refusals = new LinkedBlockingQueue<>();
        config.onChange(changes::add);
        try (var _ = ConfigWatch.start(config, refusals::add, Duration.ofMillis(50))) {
            var store = SettingStore.in(folder.resolve("config"), InstantSource.system());

            store.set("MaxIdleTime", "5min", Scope.MACHINE, false);
            ConfigFolder.Change first = changes.poll(10, TimeUnit.SECONDS);
            store.set("MaxIdleTime", "6min", Scope.MACHINE, false);
            ConfigFolder.Change second = changes.poll(10, TimeUnit.SECONDS);
            Files.writeString(folder.resolve("config/settings.toml"), "[machine]\nx = ");

            assertThat(first.after().value(SessionCatalogue.MAX_IDLE_TIME))
                    .isEqualTo(Duration.ofMinutes(5));
            assertThat(second.after().value(SessionCatalogue.MAX_IDLE_TIME))
                    .isEqualTo(Duration.ofMinutes(6));
            assertThat(refusals.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(config.current().value(SessionCatalogue.MAX_IDLE_TIME))
                    .isEqualTo(Duration.ofMinutes(6));
        }
    }

    @Test
    void restoreBringsBackAnyBackupAndSaysWhatChanges() throws Exception {
        var store = SettingStore.in(folder, InstantSource.system());
        write("# ours\n[machine]\nMaxIdleTime = 1000 # one\n");
        store.set("MaxIdleTime", "2s", Scope.MACHINE, false);
        store.set("fDisableClip", "1", Scope.POLICY, false);
        Path reg = folder.resolve("all.reg");
        store.backup(reg);
        String oldest = store.backups().getLast().file().getFileName().toString();

        var planned = store.restore(oldest, true);
        assertThat(planned.changes()).hasSize(2);
        assertThat(store.get("fDisableClip", Scope.POLICY)).contains("1");

        store.restore(oldest, false);
        assertThat(folder.resolve("settings.toml"))
                .hasContent("# ours\n[machine]\nMaxIdleTime = 1000 # one\n");

        store.restore(reg.toString(), false);
        assertThat(store.get("MaxIdleTime", Scope.MACHINE)).contains("2s");
        assertThat(store.get("fDisableClip", Scope.POLICY)).contains("1");
        assertThat(store.backups()).hasSize(4);
    }
}
