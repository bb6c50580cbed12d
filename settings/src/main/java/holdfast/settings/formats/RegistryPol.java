package holdfast.settings.formats;

import holdfast.settings.Origin;
import holdfast.settings.RegistryData;
import holdfast.settings.RegistryEdit;
import holdfast.settings.RegistryImage;
import holdfast.settings.SettingsException;
import holdfast.settings.SettingsException.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code Registry.pol}, [MS-GPREG] 2.2.1: what group policies write for one hive. */
public final class RegistryPol {
    /** The hive that a file speaks of; it does not say so itself. */
    public enum Hive {
        MACHINE("HKEY_LOCAL_MACHINE"),
        USER("HKEY_CURRENT_USER");

        private final String path;

        Hive(String path) {
            this.path = path;
        }
    }

    /** Larger files are refused. */
    public static final int LONGEST = 32 * 1024 * 1024;

    private static final int SIGNATURE = 0x67655250; // "PReg"
    private static final int VERSION = 1;
    private static final int LONGEST_KEY = 4096;
    private static final int LONGEST_NAME = 259;
    private static final int LONGEST_DATA = 65_535;

    /** The file cannot be read any further. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Fault fault;

        Broken(Fault fault) {
            super(fault.toString(), null, false, false);
            this.fault = fault;
        }
    }

    private final String file;
    private final ByteBuffer in;
    private final Hive hive;
    private final List<RegistryEdit> edits = new ArrayList<>();

    private RegistryPol(String file, byte[] bytes, Hive hive) {
        this.file = file;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.hive = hive;
    }

    /**
     * Reads a file; one with a fault is refused as a whole.
     *
     * @param file the name for messages
     */
    public static List<RegistryEdit> read(String file, byte[] bytes, Hive hive)
            throws SettingsException {
        var reader = new RegistryPol(file, bytes, hive);
        try {
            reader.header();
            while (reader.in.hasRemaining()) {
                reader.record();
            }
        } catch (Broken broken) {
            throw new SettingsException(
                    file,
                    "the file is refused as a whole: " + broken.fault,
                    "Check that it is a Registry.pol of version 1; nothing was changed",
                    List.of(broken.fault));
        }
        return List.copyOf(reader.edits);
    }

    /** Writes the values of one hive, each key's in order. */
    public static byte[] write(RegistryImage image, Hive hive) {
        var out = new ByteArrayOutputStream();
        int32(out, SIGNATURE);
        int32(out, VERSION);
        String prefix = hive.path + "\\";
        for (RegistryImage.Key key : image.keys()) {
            if (key.path().regionMatches(true, 0, prefix, 0, prefix.length())) {
                String path = key.path().substring(prefix.length());
                key.values().forEach(value -> record(out, path, value.name(), value.data()));
            }
        }
        return out.toByteArray();
    }

    private static void record(
            ByteArrayOutputStream out, String key, String name, RegistryData data) {
        byte[] bytes = data.bytes();
        text(out, "[" + key + "\0;" + name + "\0;");
        int32(out, data.type());
        text(out, ";");
        int32(out, bytes.length);
        text(out, ";");
        out.writeBytes(bytes);
        text(out, "]");
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static void int32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private void header() throws Broken {
        int signature = int32("signature");
        if (signature != SIGNATURE) {
            throw broken(0, "signature", "%08x".formatted(signature), "PReg");
        }
        int version = int32("version");
        if (version != VERSION) {
            throw broken(4, "version", String.valueOf(version), "1");
        }
    }

    /** {@code [key;value;type;size;data]}. Data may hold the separators, so its size counts. */
    private void record() throws Broken {
        int start = in.position();
        separator('[');
        String key = text("key", LONGEST_KEY);
        separator(';');
        String name = text("value", LONGEST_NAME);
        separator(';');
        int type = int32("type");
        separator(';');
        int sizeAt = in.position();
        int size = int32("size");
        if (size < 0 || size > LONGEST_DATA) {
            throw broken(sizeAt, "size", String.valueOf(size), "0 to " + LONGEST_DATA);
        }
        separator(';');
        if (in.remaining() < size) {
            throw broken(sizeAt, "data", in.remaining() + " bytes", size + " bytes");
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        separator(']');
        String path = RegistryKeyPath.normal(hive.path + "\\" + key);
        if (key.isEmpty() || path.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw broken(start, "key", "no name of a key or value", "a key without its hive");
        }
        meaning(path, name, new RegistryData(type, bytes), new Origin(file, 0, start));
    }

    private void meaning(String key, String name, RegistryData data, Origin at) throws Broken {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("**del.")) {
            edits.add(new RegistryEdit.DeleteValue(key, name.substring(6), at));
        } else if (lower.startsWith("**delvals")) {
            edits.add(new RegistryEdit.DeleteValues(key, at));
        } else if (lower.equals("**deletevalues")) {
            for (String each : list(data)) {
                edits.add(new RegistryEdit.DeleteValue(key, each, at));
            }
        } else if (lower.equals("**deletekeys")) {
            for (String each : list(data)) {
                String path = RegistryKeyPath.normal(key + "\\" + each);
                if (!path.isEmpty()) {
                    edits.add(new RegistryEdit.DeleteKey(path, at));
                }
            }
        } else if (lower.startsWith("**soft.")) {
            edits.add(new RegistryEdit.SetIfAbsent(key, name.substring(7), data, at));
        } else if (lower.equals("**securekey")) {
            edits.add(new RegistryEdit.SecureKey(key, at));
        } else if (lower.startsWith("**")) {
            throw broken(
                    at.column(),
                    "value",
                    "an unknown name with **",
                    "**del., **delvals., **DeleteValues, **DeleteKeys, **soft., **SecureKey");
        } else if (name.isEmpty() && data.type() == RegistryData.NONE) {
            edits.add(new RegistryEdit.CreateKey(key, at));
        } else {
            edits.add(new RegistryEdit.CreateKey(key, at));
            edits.add(new RegistryEdit.SetValue(key, name, data, at));
        }
    }

    private static List<String> list(RegistryData data) {
        return Arrays.stream(data.text().orElse("").split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private void separator(char expected) throws Broken {
        int at = in.position();
        if (in.remaining() < 2) {
            throw broken(at, "separator", "the end of the file", "'" + expected + "'");
        }
        char found = in.getChar();
        if (found != expected) {
            throw broken(at, "separator", "%04x".formatted((int) found), "'" + expected + "'");
        }
    }

    /** UTF-16LE up to its null. */
    private String text(String field, int longest) throws Broken {
        int at = in.position();
        var out = new StringBuilder();
        while (in.remaining() >= 2) {
            char c = in.getChar();
            if (c == '\0') {
                String text = out.toString();
                if (!StandardCharsets.UTF_16LE.newEncoder().canEncode(text)) {
                    throw broken(at, field, "half a character", "UTF-16");
                }
                return text;
            }
            if (out.length() == longest) {
                throw broken(at, field, "more characters", "up to " + longest);
            }
            out.append(c);
        }
        throw broken(at, field, "the end of the file", "a null at its end");
    }

    private int int32(String field) throws Broken {
        if (in.remaining() < 4) {
            throw broken(in.position(), field, in.remaining() + " bytes", "4 bytes");
        }
        return in.getInt();
    }

    private Broken broken(int at, String field, String found, String allowed) {
        return new Broken(new Fault(file, 0, at, field, found, allowed));
    }
}
