package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.settings.files.SettingStore;
import holdfast.settings.files.SettingStore.ImportOptions;
import holdfast.settings.files.SettingStore.Imported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The procedures of the two articles, as docs/procedures tells them. */
class ProceduresTest {
    private static final Scope RDP_TCP = new Scope.Connection("RDP-Tcp");
    private static final Target ALICE = Target.of("alice", "RDP-Tcp");

    @TempDir Path folder;
    private SettingStore store;

    @BeforeEach
    void open() {
        store = SettingStore.in(folder, InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
    }

    private Imported bring(String file, ImportOptions options) throws Exception {
        var resource = ProceduresTest.class.getResource("procedures/" + file);
        return store.policyImport(Path.of(resource.toURI()), options);
    }

    @Test
    void nt4CountsMinutesAndOverridesTheUser() throws Exception {
        store.set("fResetBroken", "end", new Scope.User("alice"), false);

        bring("nt4.reg", ImportOptions.from(SourceVersion.NT4));

        Configuration now = store.configuration();
        assertThat(now.keepAlive("RDP-Tcp").askAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(now.value(KeepAliveCatalogue.KEEP_ALIVE_INTERVAL))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(now.session("alice", "RDP-Tcp").onBrokenConnection())
                .isEqualTo(EndAction.DISCONNECT);
        assertThat(now.resolve(SessionCatalogue.RESET_BROKEN, ALICE).decidedBy())
                .isEqualTo(Layer.CONNECTION);
    }

    @Test
    void aLargerNumberOfNt4IsMoreMinutes() throws Exception {
        Path file = folder.resolve("seven.reg");
        Files.writeString(
                file,
                """
                REGEDIT4

                [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server]
                "KeepAliveEnable"=dword:7
                """);

        store.policyImport(file, ImportOptions.from(SourceVersion.NT4));
        assertThat(store.configuration().keepAlive("RDP-Tcp").askAfter())
                .isEqualTo(Duration.ofMinutes(7));

        store.unset("KeepAliveInterval", Scope.MACHINE, false);
        store.policyImport(file, ImportOptions.from(SourceVersion.WINDOWS_2000));
        assertThat(store.configuration().keepAlive("RDP-Tcp").askAfter())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nt4.reg", "windows2000.reg"})
    void asksWhereTheNumbersMeaningCannotBeKnown(String file) throws Exception {
        Imported imported = bring(file, ImportOptions.PLAIN);

        assertThat(imported).isInstanceOf(Imported.VersionNeeded.class);
        assertThat(((Imported.VersionNeeded) imported).question()).contains("--from");
        assertThat(store.configuration().scopes()).isEmpty();
    }

    @Test
    void windows2000EnablesAndOverridesUserSettings() throws Exception {
        store.set("fResetBroken", "end", new Scope.User("alice"), false);

        Imported imported =
                bring("windows2000.reg", ImportOptions.from(SourceVersion.WINDOWS_2000));

        Configuration now = store.configuration();
        assertThat(((Imported.Done) imported).outcome().notes())
                .anyMatch(note -> note.contains("enable"));
        assertThat(now.keepAlive("RDP-Tcp").askAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(now.keepAlive("RDP-Tcp").problems())
                .containsExactly(
                        "KeepAliveEnable is 1 without KeepAliveInterval: one minute is taken");
        assertThat(now.session("alice", "RDP-Tcp").onBrokenConnection())
                .isEqualTo(EndAction.DISCONNECT);
    }

    @Test
    void thePolicyOfServer2003NeedsNoVersion() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);

        bring("windows2003.reg", ImportOptions.PLAIN);

        Resolved<Boolean> enabled =
                store.configuration().resolve(KeepAliveCatalogue.KEEP_ALIVE_ENABLE, Target.SERVER);
        assertThat(enabled.value()).isTrue();
        assertThat(enabled.decidedBy()).isEqualTo(Layer.COMPUTER_POLICY);
        assertThat(store.policyList())
                .extracting(PolicyEntry::title, PolicyEntry::state)
                .contains(
                        org.assertj.core.api.Assertions.tuple(
                                "Configure keep-alive connection interval", "Enabled"));
    }

    @Test
    void server2008HasPolicyOverToolAndTheFipsSwitchOverBoth() throws Exception {
        bring("windows2008.reg", ImportOptions.PLAIN);

        Configuration now = store.configuration();
        assertThat(now.keepAlive("RDP-Tcp").askAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(now.keepAlive("RDP-Tcp").brokenAfter())
                .isEqualTo(Duration.ofMinutes(3).plusSeconds(10));
        SecuritySettings security = now.security("RDP-Tcp");
        assertThat(security.level()).isEqualTo(EncryptionLevel.FIPS);
        assertThat(security.levelDecidedBy()).isEqualTo(Layer.FIPS_SWITCH);

        store.unset("FIPSAlgorithmPolicy", Scope.MACHINE, false);
        security = store.configuration().security("RDP-Tcp");
        assertThat(security.level()).isEqualTo(EncryptionLevel.HIGH);
        assertThat(security.levelDecidedBy()).isEqualTo(Layer.COMPUTER_POLICY);
    }

    /** Runs the pages' own "holdfast setting set" lines and looks at what they give. */
    @ParameterizedTest
    @ValueSource(strings = {"nt4", "windows-2000", "windows-2003", "windows-2008"})
    void thePagesCommandsDoWhatTheImportDoes(String page) throws Exception {
        for (String line : Files.readAllLines(Path.of("..", "docs", "procedures", page + ".md"))) {
            if (line.startsWith("    holdfast setting set ")) {
                List<String> words = List.of(line.strip().split(" "));
                Scope scope =
                        words.contains("--scope")
                                ? Scope.parse(words.get(words.indexOf("--scope") + 1))
                                : Scope.MACHINE;
                store.set(words.get(3), words.get(4), scope, false);
            }
        }

        Configuration now = store.configuration();
        assertThat(now.keepAlive("RDP-Tcp").enabled()).isTrue();
        assertThat(now.keepAlive("RDP-Tcp").askAfter())
                .isEqualTo(Duration.ofMinutes(page.equals("windows-2008") ? 3 : 1));
        assertThat(now.session("alice", "RDP-Tcp").onBrokenConnection())
                .isEqualTo(EndAction.DISCONNECT);
        assertThat(RestCheck.of(now)).noneMatch(f -> f.weight() == Finding.Weight.BAD);
    }

    @Test
    void findsTheArticlesFaultInASettingAtRest() throws Exception {
        store.set("KeepAliveEnable", "0", Scope.MACHINE, false);
        store.set("fSingleSessionPerUser", "0", Scope.MACHINE, false);
        store.set("fResetBroken", "1", RDP_TCP, false);
        store.set("fInheritResetBroken", "0", RDP_TCP, false);

        for (Finding finding : RestCheck.of(store.configuration())) {
            var command =
                    Pattern.compile("holdfast setting set (\\S+) (\\S+) --scope (\\S+)")
                            .matcher(finding.remedy());
            if (finding.weight() != Finding.Weight.NOTE && command.matches()) {
                store.set(command.group(1), command.group(2), Scope.parse(command.group(3)), false);
            }
        }

        assertThat(RestCheck.of(store.configuration()))
                .allMatch(finding -> finding.weight() == Finding.Weight.NOTE);
    }
}
