package holdfast.settings;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Registry data as the right-hand side of a line of a {@code .reg} file, version 5.00. */
public final class RegistryText {
    private static final int LONGEST = 1024 * 1024;

    private RegistryText() {}

    /** {@code "text"}, {@code dword:0000003c}, {@code hex:42,49} or {@code hex(N):..}. */
    public static String write(RegistryData data) {
        if (data.type() == RegistryData.DWORD && data.bytes().length == 4) {
            return "dword:%08x".formatted(data.number().orElseThrow());
        }
        if (data.type() == RegistryData.SZ) {
            Optional<String> text = data.text().filter(RegistryText::isQuotable);
            if (text.isPresent() && RegistryData.text(text.get()).equals(data)) {
                return quote(text.get());
            }
        }
        String kind =
                data.type() == RegistryData.BINARY
                        ? "hex:"
                        : "hex(" + Integer.toHexString(data.type()) + "):";
        return kind + HexFormat.ofDelimiter(",").formatHex(data.bytes());
    }

    /** Reads what {@link #write} writes. Text in hexadecimal is UTF-16LE here. */
    public static Optional<RegistryData> tryParse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (text.startsWith("\"")) {
            return unquote(text).map(RegistryData::text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("dword:")) {
            return dword(lower.substring(6).strip());
        }
        if (lower.startsWith("hex:")) {
            return bytes(lower.substring(4)).map(RegistryData::binary);
        }
        int close = lower.indexOf("):");
        if (lower.startsWith("hex(") && close > 4 && close <= 12) {
            String digits = lower.substring(4, close);
            if (digits.chars().allMatch(HexFormat::isHexDigit)) {
                int type = (int) Long.parseLong(digits, 16);
                return bytes(lower.substring(close + 2))
                        .map(bytes -> new RegistryData(type, bytes));
            }
        }
        return Optional.empty();
    }

    /** A name or text in quotation marks. */
    public static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Whether {@link #quote} can hold it in one line. */
    public static boolean isQuotable(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\0') < 0;
    }

    /** The text of a quoted string that ends with the last character of {@code quoted}. */
    public static Optional<String> unquote(String quoted) {
        var out = new StringBuilder();
        int i = 1;
        while (i < quoted.length()) {
            char c = quoted.charAt(i);
            if (c == '"') {
                return i == quoted.length() - 1 ? Optional.of(out.toString()) : Optional.empty();
            }
            if (c == '\\' && i + 1 < quoted.length()) {
                i++;
                c = quoted.charAt(i);
            }
            out.append(c);
            i++;
        }
        return Optional.empty();
    }

    private static Optional<RegistryData> dword(String digits) {
        boolean fits =
                !digits.isEmpty()
                        && digits.length() <= 8
                        && digits.chars().allMatch(HexFormat::isHexDigit);
        return fits
                ? Optional.of(RegistryData.dword(Long.parseLong(digits, 16)))
                : Optional.empty();
    }

    /** One or two digits each, with commas between, blanks anywhere, a last comma forgiven. */
    private static Optional<byte[]> bytes(String list) {
        var out = new ByteArrayOutputStream();
        String[] parts = list.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String digits = parts[i].strip();
            if (digits.isEmpty() && i == parts.length - 1) {
                break;
            }
            boolean fits =
                    !digits.isEmpty()
                            && digits.length() <= 2
                            && digits.chars().allMatch(HexFormat::isHexDigit);
            if (!fits) {
                return Optional.empty();
            }
            out.write(Integer.parseInt(digits, 16));
        }
        return Optional.of(out.toByteArray());
    }
}
