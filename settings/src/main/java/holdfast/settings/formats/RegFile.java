package holdfast.settings.formats;

import holdfast.settings.RegistryData;
import holdfast.settings.RegistryEdit;
import holdfast.settings.RegistryImage;
import holdfast.settings.RegistryText;
import holdfast.settings.SettingsException;
import holdfast.settings.SourceVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A {@code .reg} file (KB 310516), {@code REGEDIT4} or version 5.00.
 *
 * @param edits what it does, in its order
 * @param ansi whether it is {@code REGEDIT4}
 * @param declared the meaning of {@code KeepAliveEnable}, where we wrote the file ourselves
 */
public record RegFile(List<RegistryEdit> edits, boolean ansi, Optional<SourceVersion> declared) {
    static final String HEADER = "Windows Registry Editor Version 5.00";
    static final String ANSI_HEADER = "REGEDIT4";

    /** A remark of ours that answers the question which Windows the file is from. */
    static final String DECLARATION = "; holdfast: values as in ";

    /** Larger files are refused. */
    public static final int LONGEST = 32 * 1024 * 1024;

    private static final int LINE = 78;

    public RegFile {
        edits = List.copyOf(edits);
    }

    /**
     * Reads a file; one with a fault is refused as a whole.
     *
     * @param file the name for messages
     */
    public static RegFile read(String file, byte[] bytes) throws SettingsException {
        return new RegFileReader(file, RegEncoding.decode(bytes)).read();
    }

    /** Writes version 5.00 as Windows exports it: UTF-16LE with its mark, CRLF. */
    public static byte[] write(RegistryImage image) {
        var out = new StringBuilder();
        out.append(HEADER).append("\r\n\r\n");
        out.append(DECLARATION).append(SourceVersion.WINDOWS_2008.word()).append("\r\n\r\n");
        for (RegistryImage.Key key : image.keys()) {
            out.append('[').append(key.path()).append("]\r\n");
            for (RegistryImage.Value value : key.values()) {
                value(out, value.name(), value.data());
            }
            out.append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(0xFF);
        bytes.write(0xFE);
        bytes.writeBytes(out.toString().getBytes(StandardCharsets.UTF_16LE));
        return bytes.toByteArray();
    }

    private static void value(StringBuilder out, String name, RegistryData data) {
        String left = (name.isEmpty() ? "@" : RegistryText.quote(name)) + "=";
        String right = RegistryText.write(data);
        out.append(left);
        if (!right.startsWith("hex")) {
            out.append(right).append("\r\n");
            return;
        }
        int column = left.length();
        int at = 0;
        while (at < right.length()) {
            int room = Math.max(LINE - column, 24);
            if (right.length() - at <= room) {
                out.append(right, at, right.length());
                break;
            }
            int comma = right.lastIndexOf(',', at + room);
            out.append(right, at, comma + 1).append("\\\r\n  ");
            at = comma + 1;
            column = 2;
        }
        out.append("\r\n");
    }
}
