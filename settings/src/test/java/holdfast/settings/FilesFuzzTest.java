package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.settings.formats.RegFile;
import holdfast.settings.formats.RegistryPol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Files may come from anywhere: they are read, or refused with a reason. */
class FilesFuzzTest {
    private static final Scope.UserPolicy EVERYBODY = new Scope.UserPolicy("*");

    @FuzzTest
    void reg(byte[] input) throws SettingsException {
        try {
            RegFile file = RegFile.read("x.reg", input);
            importedTwiceIsTheSame(file.edits());
        } catch (SettingsException refused) {
            assertThat(refused.remedy()).isNotBlank();
        }
    }

    @FuzzTest
    void pol(byte[] input) throws SettingsException {
        try {
            importedTwiceIsTheSame(RegistryPol.read("x.pol", input, RegistryPol.Hive.MACHINE));
        } catch (SettingsException refused) {
            assertThat(refused.remedy()).isNotBlank();
        }
    }

    @FuzzTest
    void toml(byte[] input) throws SettingsException {
        SettingsDocument document;
        try {
            document = SettingsDocument.read("x.toml", new String(input, StandardCharsets.UTF_8));
        } catch (SettingsException refused) {
            assertThat(refused.remedy()).isNotBlank();
            return;
        }
        try {
            SettingsDocument changed =
                    document.with(SessionCatalogue.MAX_IDLE_TIME, Scope.MACHINE, "7min");
            assertThat(changed.configuration().kept())
                    .hasSameElementsAs(document.configuration().kept());
        } catch (SettingsException handsOnly) {
            assertThat(handsOnly.remedy()).isNotBlank();
        }
    }

    /** What was understood is written and understood again. */
    private static void importedTwiceIsTheSame(List<RegistryEdit> edits) throws SettingsException {
        Optional<SourceVersion> from = Optional.of(SourceVersion.WINDOWS_2008);
        if (!(RegistryImport.plan(Configuration.EMPTY, edits, from, EVERYBODY)
                instanceof ImportResult.Ready first)) {
            return;
        }
        RegFile again =
                RegFile.read("y.reg", RegFile.write(RegistryImage.of(first.configuration())));
        var second =
                (ImportResult.Ready)
                        RegistryImport.plan(Configuration.EMPTY, again.edits(), from, EVERYBODY);
        assertThat(ValueChange.between(first.configuration(), second.configuration())).isEmpty();
        assertThat(second.configuration().saysTheSameAs(first.configuration())).isTrue();
        SettingsDocument.read("x", "").changedTo(first.configuration());
    }
}
