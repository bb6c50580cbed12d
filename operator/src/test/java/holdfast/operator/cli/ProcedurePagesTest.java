package holdfast.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.settings.EndAction;
import holdfast.settings.files.SettingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the pages of the articles' procedures, as it is printed there. */
class ProcedurePagesTest {
    private static final Path PAGES = Path.of("..", "docs", "procedures");
    private static final Path FILES =
            Path.of("..", "settings/src/test/resources/holdfast/settings/procedures");

    @TempDir private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"nt4", "windows-2000", "windows-2003", "windows-2008"})
    void everyCommandOfThePageWorks(String page) throws Exception {
        var shell = new Shell(data);
        for (List<String> command : commands(page)) {
            var ran = shell.run(command.toArray(new String[0]));
            assertThat(ran.status()).as(command + ": " + ran.err()).isZero();
        }
    }

    @Test
    void nt4ByHandAsksEveryMinuteAndDisconnectsWhateverTheUserSays() throws Exception {
        var shell = new Shell(data);
        for (List<String> command : commands("nt4").subList(0, 4)) {
            shell.run(command.toArray(new String[0]));
        }
        shell.run("setting", "set", "fResetBroken", "end", "--scope", "user:alice");

        var now = SettingStore.in(data.resolve("config"), InstantSource.system()).configuration();
        assertThat(now.keepAlive("rdp-tcp").askAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(now.session("alice", "rdp-tcp").onBrokenConnection())
                .isEqualTo(EndAction.DISCONNECT);
    }

    @Test
    void anImportThatNeedsTheSourcesVersionAsksForIt() {
        var shell = new Shell(data);

        var asked = shell.run("policy", "import", FILES.resolve("nt4.reg").toString());

        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.err()).contains("KeepAliveEnable").contains("--from");
        assertThat(data.resolve("config/settings.toml")).doesNotExist();
    }

    @Test
    void exportThenImportIsTheIdentity() {
        var shell = new Shell(data);
        shell.run(
                "policy", "import", FILES.resolve("windows2008.reg").toString(), "--from", "2008+");
        String before = shell.run("setting", "list", "--json").out();
        Path file = data.resolve("all.reg");
        shell.run("policy", "export", file.toString());
        var other = new Shell(data.resolve("other"));

        var imported = other.run("policy", "import", file.toString());

        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(withoutPlaces(other.run("setting", "list", "--json").out()))
                .isEqualTo(withoutPlaces(before));
    }

    private static String withoutPlaces(String listed) {
        return listed.replaceAll("\"origin\": \"[^\"]*\"", "");
    }

    /** The indented commands of a page, with the names of files that are there. */
    private List<List<String>> commands(String page) throws Exception {
        Path policy = data.resolve("Registry.pol");
        new Shell(data.resolve("exporter"))
                .run("setting", "set", "KeepAliveEnable", "1", "--scope", "policy");
        new Shell(data.resolve("exporter")).run("policy", "export", policy.toString());
        String reg = FILES.resolve(page.replace("windows-", "windows") + ".reg").toString();
        return Files.readAllLines(PAGES.resolve(page + ".md")).stream()
                .filter(line -> line.startsWith("    holdfast "))
                .map(String::strip)
                .map(line -> line.replace("terminal-server.reg", reg))
                .map(line -> line.replace("Registry.pol", policy.toString()))
                .map(line -> List.of(line.split(" ")).subList(1, line.split(" ").length))
                .toList();
    }
}
