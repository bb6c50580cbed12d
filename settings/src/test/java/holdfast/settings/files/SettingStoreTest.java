package holdfast.settings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.settings.Catalogue;
import holdfast.settings.Layer;
import holdfast.settings.Scope;
import holdfast.settings.SessionCatalogue;
import holdfast.settings.SettingsException;
import holdfast.settings.Target;
import holdfast.settings.ValueChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path folder;
    private SettingStore store;

    @BeforeEach
    void open() {
        store = SettingStore.in(folder.resolve("config"), InstantSource.fixed(NOON));
    }

    private Path file() {
        return folder.resolve("config/settings.toml");
    }

    private void write(String text) throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(file(), text);
    }

    @Test
    void takesWindowsNamesForOurs() throws Exception {
        var outcome = store.set("maxidletime", "600000", Scope.parse("user:alice"), false);

        assertThat(outcome.changes())
                .containsExactly(
                        new ValueChange(
                                "user:alice",
                                "session.idle-limit",
                                Optional.empty(),
                                Optional.of("10min")));
        assertThat(store.get("MaxIdleTime", Scope.parse("user:Alice"))).contains("10min");
        assertThat(Files.readString(file()))
                .isEqualTo("[user.alice]\nsession.idle-limit = \"10min\"\n");
    }

    @Test
    void keepsEveryOtherCharacterOfTheFile() throws Exception {
        write(
                """
                # our terminal server
                [machine]   # for all
                  session . "idle-limit" = '1h'   # lunch
                keepalive.ask-after = 7

                # sales
                [user.bob]
                MaxIdleTime = 60000
                """);

        store.set("session.idle-limit", "2h", Scope.MACHINE, false);
        store.set("session.broken-action", "end", Scope.MACHINE, false);
        store.unset("session.idle-limit", new Scope.User("BOB"), false);

        assertThat(Files.readString(file()))
                .isEqualTo(
                        """
                        # our terminal server
                        [machine]   # for all
                          session . "idle-limit" = "2h"   # lunch
                        keepalive.ask-after = 7
                        session.broken-action = "end"

                        # sales
                        [user.bob]
                        """);
    }

    @Test
    void refusesWhatIsOutOfRangeAndSaysWhatIsAllowed() {
        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () -> store.set("KeepAliveInterval", "0", Scope.POLICY, false));

        assertThat(refused.thing()).isEqualTo("keepalive.interval");
        assertThat(refused.reason()).isEqualTo("cannot be 0s");
        assertThat(refused.remedy()).contains("1min to 999999min");
        assertThat(file()).doesNotExist();
    }

    @Test
    void refusesLowEncryptionTogetherWithTls() throws Exception {
        Scope connection = Scope.parse("connection:RDP-Tcp");
        store.set("SecurityLayer", "2", connection, false);

        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () -> store.set("MinEncryptionLevel", "1", connection, false));

        assertThat(refused).hasMessageContaining("security.layer ssl");
        assertThat(store.configuration().security("RDP-Tcp").level().code()).isEqualTo(2);
    }

    @Test
    void refusesTwoConnectionsInOnePlace() throws Exception {
        store.addConnection("RDP-Tcp2", Map.of("PortNumber", "3390"), false);

        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () ->
                                store.addConnection(
                                        "RDP-Tcp3", Map.of("connection.listen", "0.0.0.0"), false));

        assertThat(refused).hasMessageContaining("rdp-tcp");
        assertThat(store.connections()).extracting("name").containsExactly("rdp-tcp", "RDP-Tcp2");
    }

    @Test
    void explainsWhoDecided() throws Exception {
        store.set("MaxIdleTime", "1h", Scope.MACHINE, false);
        store.set("MaxIdleTime", "2h", Scope.parse("connection:RDP-Tcp"), false);

        var target = Target.of("alice", "RDP-Tcp");
        assertThat(store.configuration().resolve(Catalogue.get("MaxIdleTime"), target).decidedBy())
                .isEqualTo(Layer.MACHINE);

        store.set("fInheritMaxIdleTime", "0", Scope.parse("connection:RDP-Tcp"), false);
        assertThat(store.configuration().resolve(Catalogue.get("MaxIdleTime"), target).decidedBy())
                .isEqualTo(Layer.CONNECTION);
        assertThat(store.configuration().value(SessionCatalogue.MAX_IDLE_TIME, target))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        var outcome = store.set("MaxIdleTime", "1h", Scope.MACHINE, true);

        assertThat(outcome.changes()).hasSize(1);
        assertThat(folder.resolve("config")).doesNotExist();
    }

    @Test
    void keepsABackupOfEachStateThatWasChanged() throws Exception {
        store.set("MaxIdleTime", "1h", Scope.MACHINE, false);
        var outcome = store.set("MaxIdleTime", "2h", Scope.MACHINE, false);

        assertThat(outcome.backup().orElseThrow())
                .hasContent("[machine]\nsession.idle-limit = \"1h\"\n")
                .hasFileName("20261121T120000.001Z-set-session.idle-limit-in-machine.toml");
    }
}
