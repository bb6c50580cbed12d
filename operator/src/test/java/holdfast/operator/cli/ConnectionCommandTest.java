package holdfast.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionCommandTest {
    @TempDir private Path data;
    private Shell shell;

    @BeforeEach
    void makeShell() {
        shell = new Shell(data);
    }

    @Test
    void thereIsOneConnectionToBeginWith() {
        assertThat(shell.run("connection", "list").out())
                .containsPattern("rdp-tcp +enabled +127.0.0.1:3389 +negotiate");
    }

    @Test
    void addsChangesShowsAndRemoves() {
        var added =
                shell.run(
                        "connection",
                        "add",
                        "inside",
                        "--listen",
                        "10.0.0.1",
                        "--port",
                        "3390",
                        "MinEncryptionLevel=fips",
                        "connection.permissions=alice=full,*=user");
        assertThat(added.status()).as(added.err()).isZero();

        shell.run("connection", "set", "inside", "UserAuthentication=1");

        JsonObject shown =
                JsonParser.parseString(shell.run("connection", "show", "inside", "--json").out())
                        .getAsJsonObject();
        assertThat(shown.get("encryptionLevel").getAsString()).isEqualTo("fips");
        assertThat(shown.get("networkLevelAuthentication").getAsBoolean()).isTrue();
        assertThat(shown.getAsJsonArray("listen").get(0).getAsString()).isEqualTo("10.0.0.1:3390");
        assertThat(shown.getAsJsonArray("permissions").toString()).contains("alice=full");

        assertThat(shell.run("connection", "remove", "inside").status()).isZero();
        assertThat(shell.run("connection", "list").out()).doesNotContain("inside");
    }

    @Test
    void refusesTheIllegalPairAndASharedPlace() {
        var pair =
                shell.run(
                        "connection",
                        "set",
                        "rdp-tcp",
                        "SecurityLayer=ssl",
                        "MinEncryptionLevel=1");
        assertThat(pair.status()).isEqualTo(1);
        assertThat(pair.err()).contains("low together with security.layer ssl");

        var place = shell.run("connection", "add", "second");
        assertThat(place.status()).isEqualTo(1);
        assertThat(place.err()).contains("127.0.0.1:3389");
    }

    @Test
    void anUnknownConnectionIsRefusedWithARemedy() {
        var shown = shell.run("connection", "show", "nowhere");

        assertThat(shown.status()).isEqualTo(1);
        assertThat(shown.err()).contains("nowhere").contains("holdfast connection list");
    }
}
