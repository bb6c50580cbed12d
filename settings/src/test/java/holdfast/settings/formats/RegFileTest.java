package holdfast.settings.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.settings.RegistryData;
import holdfast.settings.RegistryEdit;
import holdfast.settings.RegistryEdit.DeleteKey;
import holdfast.settings.RegistryEdit.DeleteValue;
import holdfast.settings.RegistryEdit.SetValue;
import holdfast.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegFileTest {
    private static final String FILE =
            """
            Windows Registry Editor Version 5.00

            ; a remark
            # another one, as Wine writes it
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Any Key]
            @="default"
            "Text"="back\\\\slash and \\"quotes\\"" ; remark
            "Nümber"=dword:0000003C
            "Short"=dword:a
            "Bytes"=hex:42,49,a9
            "Long"=hex(b):01,02,03,04,\\
              05,06,07,\\
                08
            "Expand"=hex(2):25,00,41,00,25,00,00,00
            "Gone"=-
            [-HKLM\\SOFTWARE\\Other]
            """;

    private static byte[] utf16(String text) {
        var out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xFE);
        out.writeBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_16LE));
        return out.toByteArray();
    }

    private static List<RegistryEdit> values(byte[] bytes) throws SettingsException {
        return RegFile.read("x.reg", bytes).edits().stream()
                .filter(edit -> !(edit instanceof RegistryEdit.CreateKey))
                .toList();
    }

    private static RegistryData data(List<RegistryEdit> edits, String name) {
        return edits.stream()
                .filter(edit -> edit instanceof SetValue set && set.name().equals(name))
                .map(edit -> ((SetValue) edit).data())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsEveryElement() throws Exception {
        List<RegistryEdit> edits = values(utf16(FILE));

        assertThat(data(edits, "").text()).contains("default");
        assertThat(data(edits, "Text").text()).contains("back\\slash and \"quotes\"");
        assertThat(data(edits, "Nümber")).isEqualTo(RegistryData.dword(60));
        assertThat(data(edits, "Short")).isEqualTo(RegistryData.dword(10));
        assertThat(data(edits, "Bytes").bytes()).containsExactly(0x42, 0x49, 0xA9);
        assertThat(data(edits, "Long").number()).contains(0x0807060504030201L);
        assertThat(data(edits, "Expand").text()).contains("%A%");
        assertThat(edits).anyMatch(e -> e instanceof DeleteValue d && d.name().equals("Gone"));
        assertThat(edits.getLast())
                .isInstanceOfSatisfying(
                        DeleteKey.class,
                        d -> assertThat(d.key()).isEqualTo("HKEY_LOCAL_MACHINE\\SOFTWARE\\Other"));
    }

    @Test
    void readsTheSameInEveryEncoding() throws Exception {
        List<RegistryEdit> expected = values(utf16(FILE));

        assertThat(values(FILE.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(values(("\uFEFF" + FILE).getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(values(FILE.getBytes(Charset.forName("windows-1252")))).isEqualTo(expected);
        assertThat(values(FILE.getBytes(StandardCharsets.UTF_16LE))).isEqualTo(expected);
    }

    @Test
    void takesTextPayloadsOfRegedit4AsAnsi() throws Exception {
        String file =
                """
                REGEDIT4

                [HKEY_LOCAL_MACHINE\\SOFTWARE\\Any]
                "Path"=hex(2):43,3a,5c,fc,00
                "Many"=hex(7):61,00,62,00,00
                """;

        List<RegistryEdit> edits = values(file.getBytes(StandardCharsets.US_ASCII));

        assertThat(data(edits, "Path").text()).contains("C:\\ü");
        assertThat(data(edits, "Many").texts()).contains(List.of("a", "b"));
    }

    @Test
    void letsTextGoOnOverLines() throws Exception {
        String file =
                "Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\A]\n"
                        + "\"T\"=\"one\ntwo\"\n\"N\"=dword:1\n";

        List<RegistryEdit> edits = values(file.getBytes(StandardCharsets.UTF_8));

        assertThat(data(edits, "T").text()).contains("one\r\ntwo");
        assertThat(data(edits, "N")).isEqualTo(RegistryData.dword(1));
    }

    @Test
    void refusesTheWholeFileWithEveryFault() {
        String file =
                """
                Windows Registry Editor Version 5.00
                "Early"=dword:1
                [HKEY_LOCAL_MACHINE\\A]
                "Secret"=dword:xyz
                [NOWHERE\\B]
                what is this
                """;

        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () -> RegFile.read("x.reg", file.getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.faults()).extracting("line").containsExactly(2, 4, 5, 6);
        assertThat(refused.faults().get(1).toString())
                .isEqualTo(
                        "x.reg:4:1: Secret: found data that cannot be read, allowed: \"text\","
                                + " dword:, hex:, hex(N): or -");
    }

    @Test
    void refusesWhatIsNoRegistryFile() {
        var refused =
                catchThrowableOfType(
                        SettingsException.class,
                        () -> RegFile.read("x.reg", "hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(refused).hasMessageContaining("REGEDIT4");
    }
}
