package holdfast.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingCommandTest {
    @TempDir private Path data;
    private Shell shell;

    @BeforeEach
    void makeShell() {
        shell = new Shell(data);
    }

    @Test
    void setsByWindowsNameAndGetsByOurs() {
        var set = shell.run("setting", "set", "MaxIdleTime", "30min", "--scope", "machine");
        assertThat(set.status()).isZero();
        assertThat(set.out()).contains("machine  session.idle-limit: (not set) -> 30min");

        assertThat(shell.run("setting", "get", "session.idle-limit").out().strip())
                .isEqualTo("30min");
    }

    @Test
    void explainPrintsEachLayerWithItsPlaceAndTheWinner() {
        shell.run("setting", "set", "MinEncryptionLevel", "low", "--scope", "connection:rdp-tcp");
        shell.run("setting", "set", "MinEncryptionLevel", "high", "--scope", "policy");

        var explained = shell.run("setting", "explain", "MinEncryptionLevel");

        assertThat(explained.status()).isZero();
        assertThat(explained.out())
                .contains("security.encryption-level (MinEncryptionLevel) is high")
                .containsPattern("\\*  computer policy +high +\\S+settings.toml:\\d+ +decides")
                .containsPattern("connection +low +\\S+settings.toml:\\d+")
                .contains("A change acts at the next logon");
    }

    @Test
    void theFipsSwitchBeatsAPolicyThatBeatsATool() {
        shell.run("setting", "set", "MinEncryptionLevel", "low", "--scope", "connection:rdp-tcp");
        shell.run("setting", "set", "MinEncryptionLevel", "high", "--scope", "policy");
        shell.run("setting", "set", "FIPSAlgorithmPolicy", "1");

        JsonObject explained =
                JsonParser.parseString(
                                shell.run("setting", "explain", "MinEncryptionLevel", "--json")
                                        .out())
                        .getAsJsonObject();

        JsonObject setting = explained.getAsJsonObject("setting");
        assertThat(setting.get("value").getAsString()).isEqualTo("fips");
        assertThat(setting.get("decidedBy").getAsString()).isEqualTo("FIPS switch");
        assertThat(explained.getAsJsonArray("layers").size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aDryRunChangesNothing() {
        var set = shell.run("setting", "set", "MaxIdleTime", "30min", "--dry-run");

        assertThat(set.status()).isZero();
        assertThat(set.out()).contains("Would change:");
        assertThat(data.resolve("config/settings.toml")).doesNotExist();
    }

    @Test
    void refusalsNameThingReasonAndRemedyWithStatusOne() {
        var value = shell.run("setting", "set", "MinEncryptionLevel", "9", "--scope", "policy");
        assertThat(value.status()).isEqualTo(1);
        assertThat(value.err())
                .contains("security.encryption-level")
                .contains("\"9\"")
                .contains("Allowed: 1 (low), 2 (client-compatible), 3 (high)");

        var name = shell.run("setting", "set", "MaxIdleTim", "9");
        assertThat(name.status()).isEqualTo(1);
        assertThat(name.err()).contains("Did you mean MaxIdleTime");

        var notSet = shell.run("setting", "get", "MaxIdleTime", "--scope", "user:alice");
        assertThat(notSet.status()).isEqualTo(1);
        assertThat(notSet.err()).contains("not set in user:alice").contains("explain");
    }

    @Test
    void refusalsSayWhatIsMissing() {
        for (String[] asked :
                new String[][] {
                    {"setting", "get", "MaxIdleTime", "--connection", "nowhere"},
                    {"setting", "explain", "MaxIdleTime", "--scope", "connection:nowhere"},
                    {"setting", "list", "--connection", "nowhere"}
                }) {
            var refused = shell.run(asked);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("connection nowhere: there is none of that name", "connection list");
        }
        assertThat(shell.run("policy", "import", "nowhere.reg").err())
                .contains("nowhere.reg: it cannot be read: there is no such file or folder");
        assertThat(shell.run("policy", "export", "/nonexistent/x.reg").err())
                .contains("it cannot be written: there is no such file or folder");
        assertThat(shell.run("connection", "add", "new", "--listen", "999.1.1.1").err())
                .contains("connection.listen", "999.1.1.1", "Allowed");
    }

    @Test
    void wrongUsageHasStatusTwo() {
        assertThat(shell.run("setting", "set", "MaxIdleTime").status()).isEqualTo(2);
        assertThat(shell.run("setting", "get", "MaxIdleTime", "--scope", "planet").status())
                .isEqualTo(2);
        assertThat(shell.run("policy", "import", "x.reg", "--from", "95").status()).isEqualTo(2);
    }

    @Test
    void aFaultyFileIsRefusedWithFileLineNameFoundAndAllowed() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(
                config.resolve("settings.toml"), "[machine]\nsession.idle-limit = \"soon\"\n");

        var list = shell.run("setting", "list");

        assertThat(list.status()).isEqualTo(1);
        assertThat(list.err())
                .contains("settings.toml:2:")
                .contains("session.idle-limit")
                .contains("soon")
                .contains("allowed:");
    }

    @Test
    void listsEverythingOrWhatIsSet() {
        shell.run("setting", "set", "fSingleSessionPerUser", "0");

        JsonArray all =
                JsonParser.parseString(shell.run("setting", "list", "--json").out())
                        .getAsJsonArray();
        JsonArray set =
                JsonParser.parseString(shell.run("setting", "list", "--set", "--json").out())
                        .getAsJsonArray();

        assertThat(all.size()).isGreaterThan(100);
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.get(0).getAsJsonObject().get("windowsName").getAsString())
                .isEqualTo("fSingleSessionPerUser");
    }

    @Test
    void aSecretIsNeverPrinted() {
        var set =
                shell.run("setting", "set", "Password", "hunter2", "--scope", "connection:rdp-tcp");

        assertThat(set.status()).isZero();
        assertThat(set.out()).contains("***").doesNotContain("hunter2");
        assertThat(shell.run("setting", "explain", "Password", "--json").out())
                .doesNotContain("hunter2");
        assertThat(shell.run("connection", "show", "rdp-tcp").out()).doesNotContain("hunter2");
    }

    @Test
    void unsettingBringsTheDefaultBackAndRestoreTheOldValue() {
        shell.run("setting", "set", "MaxIdleTime", "30min");
        shell.run("setting", "unset", "MaxIdleTime");
        assertThat(shell.run("setting", "get", "MaxIdleTime").out().strip()).isEqualTo("never");

        JsonArray backups =
                JsonParser.parseString(shell.run("policy", "restore", "--json").out())
                        .getAsJsonArray();
        String newest = backups.get(0).getAsJsonObject().get("name").getAsString();
        var tried = shell.run("policy", "restore", newest, "--dry-run");
        assertThat(tried.out()).contains("Would change:").contains("(not set) -> 30min");
        shell.run("policy", "restore", newest);

        assertThat(shell.run("setting", "get", "MaxIdleTime").out().strip()).isEqualTo("30min");
    }
}
