package holdfast.settings.formats;

import holdfast.settings.Origin;
import holdfast.settings.RegistryData;
import holdfast.settings.RegistryEdit;
import holdfast.settings.RegistryText;
import holdfast.settings.SettingsException;
import holdfast.settings.SettingsException.Fault;
import holdfast.settings.SourceVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one {@code .reg} text, line by line. */
final class RegFileReader {
    private static final int MOST_FAULTS = 100;

    /** A text in quotation marks may go on over this many lines. */
    private static final int MOST_TEXT_LINES = 100;

    private final String file;
    private final List<String> lines;
    private final List<RegistryEdit> edits = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private boolean ansi;
    private int next;
    private Optional<SourceVersion> declared = Optional.empty();
    private @Nullable String key;

    RegFileReader(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    RegFile read() throws SettingsException {
        header();
        while (next < lines.size() && faults.size() < MOST_FAULTS) {
            String raw = lines.get(next++);
            String line = raw.strip();
            if (line.startsWith(RegFile.DECLARATION)) {
                String word = line.substring(RegFile.DECLARATION.length());
                declared = SourceVersion.tryParse(word);
            } else if (line.startsWith("[")) {
                key(line);
            } else if (line.startsWith("\"") || line.startsWith("@")) {
                value(raw.stripLeading());
            } else if (!line.isEmpty() && !line.startsWith(";") && !line.startsWith("#")) {
                fault(1, "line", shortened(line), "[key], \"name\"=data, @=data or ; remark");
            }
        }
        if (!faults.isEmpty()) {
            int more = faults.size() - 1;
            throw new SettingsException(
                    file,
                    "the file is refused as a whole: "
                            + faults.getFirst()
                            + (more > 0 ? " (and " + more + " more)" : ""),
                    "Mend the file and import it again; nothing was changed",
                    faults);
        }
        return new RegFile(edits, ansi, declared);
    }

    private void header() {
        String first = "";
        while (next < lines.size() && first.isEmpty()) {
            first = lines.get(next++).strip();
        }
        if (first.equalsIgnoreCase(RegFile.ANSI_HEADER)) {
            ansi = true;
        } else if (!first.equalsIgnoreCase(RegFile.HEADER)) {
            fault(1, "first line", shortened(first), RegFile.HEADER + " or " + RegFile.ANSI_HEADER);
            next = lines.size();
        }
    }

    private void key(String line) {
        int close = line.lastIndexOf(']');
        String rest = close < 0 ? "" : line.substring(close + 1).strip();
        boolean deletes = line.startsWith("[-");
        String path =
                close < 0 ? "" : RegistryKeyPath.normal(line.substring(deletes ? 2 : 1, close));
        key = null;
        if (path.isEmpty() || !(rest.isEmpty() || rest.startsWith(";"))) {
            fault(1, "key", shortened(line), "[HKEY_...] or [-HKEY_...]");
        } else if (deletes) {
            edits.add(new RegistryEdit.DeleteKey(path, origin(next)));
        } else {
            key = path;
            edits.add(new RegistryEdit.CreateKey(path, origin(next)));
        }
    }

    private void value(String line) {
        int start = next;
        int nameEnd = line.startsWith("@") ? 1 : closingQuote(line, 0) + 1;
        String name =
                line.startsWith("@") ? "" : nameEnd == 0 ? "" : plain(line.substring(0, nameEnd));
        int equals = nameEnd == 0 ? -1 : afterBlanks(line, nameEnd);
        boolean fits =
                equals >= 0 && equals < line.length() && line.charAt(equals) == '=' && key != null;
        if (!fits || name.chars().anyMatch(Character::isISOControl)) {
            String allowed =
                    key == null ? "a key in brackets before it" : "\"name\"=data or @=data";
            fault(1, "value", shortened(line), allowed);
            return;
        }
        String path = key;
        String data = line.substring(equals + 1).stripLeading();
        if (path == null) {
            return;
        }
        if (data.startsWith("-") && isEnd(data.substring(1))) {
            edits.add(new RegistryEdit.DeleteValue(path, name, origin(start)));
            return;
        }
        Optional<RegistryData> read = data.startsWith("\"") ? text(data) : number(data);
        if (read.isPresent()) {
            edits.add(new RegistryEdit.SetValue(path, name, read.get(), origin(start)));
        } else {
            // Not what was found: any value may be a secret.
            faults.add(
                    new Fault(
                            file,
                            start,
                            1,
                            name,
                            "data that cannot be read",
                            "\"text\", dword:, hex:, hex(N): or -"));
        }
    }

    /** A text; exporters let line breaks in it stand as they are. */
    private Optional<RegistryData> text(String data) {
        var whole = new StringBuilder(data);
        int close = closingQuote(data, 0);
        int taken = 0;
        while (close < 0 && next < lines.size() && taken++ < MOST_TEXT_LINES) {
            whole.append("\r\n").append(lines.get(next++));
            close = closingQuote(whole, 0);
        }
        if (close < 0 || !isEnd(whole.substring(close + 1))) {
            next -= taken;
            return Optional.empty();
        }
        return Optional.of(RegistryData.text(plain(whole.substring(0, close + 1))));
    }

    /** {@code dword:} or {@code hex}, which goes on behind a backslash at the line's end. */
    private Optional<RegistryData> number(String data) {
        var whole = new StringBuilder(withoutRemark(data));
        while (whole.length() > 0
                && whole.charAt(whole.length() - 1) == '\\'
                && next < lines.size()) {
            whole.setLength(whole.length() - 1);
            whole.append(withoutRemark(lines.get(next++).strip()));
        }
        Optional<RegistryData> read = RegistryText.tryParse(whole.toString());
        return ansi ? read.map(RegFileReader::widened) : read;
    }

    /** Text payloads of REGEDIT4 are in the ANSI code page. */
    private static RegistryData widened(RegistryData data) {
        return switch (data.type()) {
            case RegistryData.SZ, RegistryData.EXPAND_SZ, RegistryData.MULTI_SZ -> {
                String text = new String(data.bytes(), RegEncoding.ANSI);
                yield new RegistryData(data.type(), text.getBytes(StandardCharsets.UTF_16LE));
            }
            default -> data;
        };
    }

    private static String withoutRemark(String data) {
        int remark = data.indexOf(';');
        return (remark < 0 ? data : data.substring(0, remark)).strip();
    }

    private static boolean isEnd(String rest) {
        String stripped = rest.strip();
        return stripped.isEmpty() || stripped.startsWith(";");
    }

    private static int closingQuote(CharSequence text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String quoted) {
        return RegistryText.unquote(quoted).orElse("");
    }

    private static int afterBlanks(String line, int at) {
        int i = at;
        while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private Origin origin(int line) {
        return new Origin(file, line, 1);
    }

    private void fault(int column, String name, String found, String allowed) {
        faults.add(new Fault(file, Math.max(next, 1), column, name, found, allowed));
    }

    /** Only the part before an equals sign: behind it there may be a secret. */
    private static String shortened(String line) {
        int equals = line.indexOf('=');
        String shown = equals < 0 ? line : line.substring(0, equals + 1) + "...";
        String cut = shown.length() > 60 ? shown.substring(0, 60) + "..." : shown;
        return "\"" + cut.toLowerCase(Locale.ROOT).strip() + "\"";
    }
}
