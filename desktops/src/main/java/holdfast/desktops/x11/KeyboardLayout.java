package holdfast.desktops.x11;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A keyboard layout by its XKB names.
 *
 * @param latin it has the letters that shortcuts are made of; otherwise US English stands beside it
 */
record KeyboardLayout(String layout, String variant, boolean latin) {
    private static final KeyboardLayout US = new KeyboardLayout("us", "", true);
    private static final String SWITCH = "alt_shift_toggle";
    private static final int LANGUAGE = 0xFFFF;
    private static final int PRIMARY_LANGUAGE = 0x3FF;

    /** Windows' neutral "sub-language 1", the country that a language is named for. */
    private static final int MAIN_COUNTRY = 0x400;

    private static final Map<Integer, KeyboardLayout> BY_WINDOWS_ID = table();

    /** The layout for a Windows layout id; by its language where the id is not known. */
    static KeyboardLayout of(int windowsId) {
        int language = windowsId & LANGUAGE;
        int country = windowsId & PRIMARY_LANGUAGE | MAIN_COUNTRY;
        KeyboardLayout known = BY_WINDOWS_ID.get(windowsId);
        if (known == null) {
            known = BY_WINDOWS_ID.get(language);
        }
        return known != null ? known : BY_WINDOWS_ID.getOrDefault(country, US);
    }

    /** The same without its variant, for servers with an older data base. */
    KeyboardLayout plain() {
        return new KeyboardLayout(layout, "", latin);
    }

    /** The XKB keycodes component. */
    String keycodes() {
        String aliases =
                switch (layout) {
                    case "fr", "be" -> "azerty";
                    case "de", "ch", "cz", "sk", "hu", "si", "hr", "al", "ba" -> "qwertz";
                    default -> "qwerty";
                };
        return "evdev+aliases(" + aliases + ")";
    }

    /** The XKB symbols component, as the {@code evdev} rules put it together. */
    String symbols() {
        String own = "pc+" + layout + (variant.isEmpty() ? "" : "(" + variant + ")");
        return latin ? own + "+inet(evdev)" : own + "+us:2+inet(evdev)+group(" + SWITCH + ")";
    }

    /** The content of {@code _XKB_RULES_NAMES}: rules, model, layouts, variants, options. */
    String rules() {
        String layouts = latin ? layout : layout + ",us";
        String variants = latin ? variant : variant + ",";
        String options = latin ? "" : "grp:" + SWITCH;
        return String.join("\0", "evdev", "pc105", layouts, variants, options) + "\0";
    }

    private static Map<Integer, KeyboardLayout> table() {
        Map<Integer, KeyboardLayout> table = new HashMap<>();
        try (InputStream in = KeyboardLayout.class.getResourceAsStream("windows-layouts.txt")) {
            if (in == null) {
                throw new IllegalStateException("windows-layouts.txt is missing");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(fields ->
                            table.put(Integer.parseUnsignedInt(fields[0], 16), parse(fields[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    /** {@code layout(variant)+}, the last two parts optional. */
    private static KeyboardLayout parse(String name) {
        boolean latin = !name.endsWith("+");
        String both = latin ? name : name.substring(0, name.length() - 1);
        int variant = both.indexOf('(');
        return variant < 0
                ? new KeyboardLayout(both, "", latin)
                : new KeyboardLayout(
                        both.substring(0, variant),
                        both.substring(variant + 1, both.length() - 1),
                        latin);
    }
}
