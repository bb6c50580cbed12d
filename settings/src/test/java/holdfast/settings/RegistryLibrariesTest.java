package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import holdfast.settings.formats.RegFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Perl's registry library reads our export into a hive, Python's finds our values in it, and the
 * other way round. Needs Debian's packages python3-hivex and libwin-hivex-perl; left out without.
 */
class RegistryLibrariesTest {
    private static final Path SCRIPTS =
            Path.of("src/test/resources/holdfast/settings/registry-libraries").toAbsolutePath();

    @TempDir Path folder;

    @BeforeEach
    void anEmptyHive() throws Exception {
        assumeThat(OtherProgram.runs(folder, "/usr/bin/python3", "-c", "import hivex")).isTrue();
        assumeThat(OtherProgram.runs(folder, "perl", "-MWin::Hivex::Regedit", "-e", "1")).isTrue();
        python("empty-hive.py", Path.of("/dev/null"));
    }

    @Test
    void whatWeExportHasTheSameValuesInBothAndComesBackTheSame() throws Exception {
        Configuration made =
                new Assignments(5)
                        .configuration()
                        .onlyOf(
                                Set.of(
                                        Scope.Kind.MACHINE,
                                        Scope.Kind.CONNECTION,
                                        Scope.Kind.POLICY,
                                        Scope.Kind.USER));
        Path ours = folder.resolve("ours.reg");
        Files.write(ours, RegFile.write(RegistryImage.of(made)));

        perl("merge.pl", "hive", ours.toString());

        assertThat(python("values-of-hive.py", Path.of("/dev/null")).lines())
                .containsExactlyInAnyOrderElementsOf(values(made));
        assertThat(ValueChange.between(made, imported(perl("export.pl", "hive")))).isEmpty();
    }

    @Test
    void whatTheyWriteIsImported() throws Exception {
        String policies =
                "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services";
        String listener =
                "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server"
                        + "\\WinStations\\RDP-Tcp";
        Path values = folder.resolve("values");
        Files.write(
                values,
                List.of(
                        line(policies, "KeepAliveEnable", RegistryData.dword(1)),
                        line(policies, "KeepAliveInterval", RegistryData.dword(7)),
                        line(policies, "MaxDisconnectionTime", RegistryData.text("0")),
                        line(listener, "InitialProgram", RegistryData.text("xterm -T \"Ünïcode\"")),
                        line(listener, "Unknown", RegistryData.texts(List.of("one", "two")))));

        python("values-into-hive.py", values);
        Configuration read = imported(perl("export.pl", "hive"));

        assertThat(read.keepAlive("RDP-Tcp").askAfter()).hasMinutes(7);
        assertThat(read.assigned(SessionCatalogue.MAX_DISCONNECTION_TIME, Scope.POLICY))
                .isPresent();
        assertThat(
                        read.assigned(
                                        SessionCatalogue.INITIAL_PROGRAM,
                                        new Scope.Connection("RDP-Tcp"))
                                .map(Assignment::value))
                .contains("xterm -T \"Ünïcode\"");
        assertThat(read.kept())
                .extracting(KeptValue::name, KeptValue::data)
                .containsExactly(tuple("Unknown", RegistryData.texts(List.of("one", "two"))));
    }

    private String perl(String script, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("perl", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return OtherProgram.run(folder, command.toArray(String[]::new));
    }

    private String python(String script, Path input) throws Exception {
        return OtherProgram.run(
                folder, input, "/usr/bin/python3", SCRIPTS.resolve(script).toString(), "hive");
    }

    private static List<String> values(Configuration made) {
        return RegistryImage.of(made).keys().stream()
                .flatMap(key ->
                        key.values().stream()
                                .map(value -> line(key.path(), value.name(), value.data())))
                .collect(Collectors.toList());
    }

    private static String line(String key, String name, RegistryData data) {
        return key + "|" + name + "|" + data.type() + "|" + HexFormat.of().formatHex(data.bytes());
    }

    private static Configuration imported(String exported) throws SettingsException {
        RegFile file = RegFile.read("x.reg", exported.getBytes(StandardCharsets.UTF_8));
        ImportResult result =
                RegistryImport.plan(
                        Configuration.EMPTY,
                        file.edits(),
                        Optional.of(SourceVersion.WINDOWS_2008),
                        new Scope.UserPolicy("*"));
        return ((ImportResult.Ready) result).configuration();
    }
}
