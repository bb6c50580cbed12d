package holdfast.settings.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.settings.RegistryData;
import holdfast.settings.RegistryEdit;
import holdfast.settings.RegistryEdit.CreateKey;
import holdfast.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryPolTest {
    private static final String KEY = "HKEY_LOCAL_MACHINE\\Software\\A";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RegistryPolTest() {
        out.writeBytes("PReg".getBytes(StandardCharsets.US_ASCII));
        int32(1);
    }

    private void int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private RegistryPolTest record(String name, RegistryData data) {
        text("[Software\\A\0;" + name + "\0;");
        int32(data.type());
        text(";");
        int32(data.bytes().length);
        text(";");
        out.writeBytes(data.bytes());
        text("]");
        return this;
    }

    private List<RegistryEdit> edits() throws SettingsException {
        return RegistryPol.read("Registry.pol", out.toByteArray(), RegistryPol.Hive.MACHINE)
                .stream()
                .filter(edit -> !(edit instanceof CreateKey))
                .toList();
    }

    @Test
    void readsValuesWhoseDataHoldTheSeparators() throws Exception {
        var tricky = RegistryData.binary(new byte[] {0x5D, 0, 0x5B, 0, 0x3B, 0});
        record("Any", tricky).record("Text", RegistryData.text("a;]b"));

        assertThat(edits())
                .extracting(edit -> ((RegistryEdit.SetValue) edit).data())
                .containsExactly(tricky, RegistryData.text("a;]b"));
    }

    @Test
    void readsEverySpecialName() throws Exception {
        record("**Del.One", RegistryData.text(" "))
                .record("**delvals.", RegistryData.text(" "))
                .record("**DeleteValues", RegistryData.text("Two;Three"))
                .record("**deletekeys", RegistryData.text("Sub;Other"))
                .record("**soft.Four", RegistryData.dword(4))
                .record("**SecureKey", RegistryData.dword(1));

        assertThat(edits())
                .extracting(edit ->
                        switch (edit) {
                            case RegistryEdit.DeleteValue e -> "value " + e.name();
                            case RegistryEdit.DeleteValues e -> "values of " + e.key();
                            case RegistryEdit.DeleteKey e -> "key " + e.key();
                            case RegistryEdit.SetIfAbsent e -> "soft " + e.name();
                            case RegistryEdit.SecureKey e -> "secure " + e.key();
                            default -> "unexpected";
                        })
                .containsExactly(
                        "value One",
                        "values of " + KEY,
                        "value Two",
                        "value Three",
                        "key " + KEY + "\\Sub",
                        "key " + KEY + "\\Other",
                        "soft Four",
                        "secure " + KEY);
    }

    @Test
    void refusesAWrongSignature() {
        out.reset();
        text("nope");
        var refused = catchThrowableOfType(SettingsException.class, this::edits);

        assertThat(refused.faults().getFirst().name()).isEqualTo("signature");
    }

    @Test
    void refusesDataThatEndEarly() {
        record("Any", RegistryData.dword(1));
        byte[] whole = out.toByteArray();
        out.reset();
        out.write(whole, 0, whole.length - 3);

        var refused = catchThrowableOfType(SettingsException.class, this::edits);

        assertThat(refused.faults().getFirst().found()).contains("3 bytes");
    }
}
