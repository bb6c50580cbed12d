package holdfast.desktops.keyboard;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.DesktopInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyboardTest {
    private static final int SHIFT = 0x2A;
    private static final int CONTROL = 0x1D;
    private static final int ALT = 0x38;

    private final Keyboard keyboard = new Keyboard();
    private final List<KeyStroke> strokes = new ArrayList<>();

    private void layout(int id) {
        keyboard.take(new DesktopInput.KeyboardLayout(id));
    }

    private void event(int scancode, boolean extended, boolean down) {
        strokes.addAll(keyboard.take(new DesktopInput.Key(scancode, extended, false, down)));
    }

    private void press(int scancode) {
        event(scancode, false, true);
        event(scancode, false, false);
    }

    private String typed() {
        var text = new StringBuilder();
        for (KeyStroke stroke : strokes) {
            text.appendCodePoint(((KeyStroke.Typed) stroke).codePoint());
        }
        return text.toString();
    }

    /** Layout, modifiers (s shift, g AltGr), scancodes in hex, characters. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\0',
            value = {
                "0409 →   → 10 1e 2c 29 2b → qaz`\\",
                "0409 → s → 03 04 28 35    → @#\"?",
                "0809 → s → 03 04 28 29    → \"£@¬",
                "0809 → g → 05 12          → €é",
                "0407 →   → 15 2c 27 28 1a 0c 2b 56 → zyöäüß#<",
                "0407 → g → 10 12 08 09 0a 0b 0c 56 1b 32 → @€{[]}\\|~µ",
                "0407 → s → 08 04 2b 0c    → /§'?",
                "0C07 →   → 15             → z",
                "0807 →   → 15 1a 27 28 2b → züöä$",
                "0807 → s → 1a 27 28       → èéà",
                "0807 → g → 02 03 04 08 1a 1b 28 2b 56 → ¦@#|[]{}\\",
                "100C →   → 1a 27 28       → èéà",
                "100C → s → 1a 27 28       → üöä",
                "040C →   → 10 11 1e 2c 27 32 02 03 → azqwm,&é",
                "040C → s → 02 0a 33 34    → 19./",
                "040C → g → 04 05 06 09 0b 0c 0d 12 → #{[\\@]}€",
                "040A →   → 27 2b 0d       → ñç¡",
                "040A → g → 02 03 04 06 1a 1b 28 2b → |@#€[]{}",
                "0410 →   → 1a 27 28 2b 0d → èòàùì",
                "0410 → g → 1a 1b 27 28 12 → []@#€",
                "0410 → sg→ 1a 1b          → {}",
                "041D →   → 1a 27 28       → åöä",
                "0414 →   → 1a 27 28       → åøæ",
                "0406 →   → 1a 27 28       → åæø",
                "0406 → g → 08 09 0a 0b 03 56 → {[]}@\\",
                "0419 →   → 10 11 12 1a 28 33 35 → йцухэб.",
                "0419 → s → 04 10 35       → №Й,",
                "0816 →   → 27 28          → çº",
                "0416 →   → 27 73          → ç/",
                "FFFF →   → 10             → q",
            })
    void givesWhatIsPrintedOnTheKeys(
            String layout, String modifiers, String scancodes, String characters) {
        layout(Integer.parseInt(layout.strip(), 16));
        String held = modifiers == null ? "" : modifiers;
        if (held.contains("s")) {
            event(SHIFT, false, true);
        }
        if (held.contains("g")) {
            event(CONTROL, false, true);
            event(ALT, true, true);
        }
        for (String scancode : scancodes.strip().split(" ")) {
            press(Integer.parseInt(scancode, 16));
        }
        assertThat(typed()).isEqualTo(characters.strip());
    }

    @Test
    void putsAccentsOnLettersAndLeavesThemAloneOtherwise() {
        layout(0x0407);
        press(0x0D); // ´ e
        press(0x12);
        press(0x29); // ^ a
        press(0x1E);
        press(0x29); // ^ blank
        press(0x39);
        press(0x29); // ^ x
        press(0x2D);
        press(0x29); // ^ ^
        press(0x29);
        assertThat(typed()).isEqualTo("éâ^^x^^");
    }

    @Test
    void givesCapitalsByCapsLockToLettersOnly() {
        layout(0x0407);
        keyboard.take(new DesktopInput.Synchronize(false, true, true, false));
        press(0x27);
        press(0x1E);
        press(0x02);
        event(SHIFT, false, true);
        press(0x1E);
        assertThat(typed()).isEqualTo("ÖA1a");
    }

    @Test
    void readsTheNumberPadByNumLock() {
        press(0x47);
        keyboard.take(new DesktopInput.Synchronize(false, false, false, false));
        press(0x47);
        event(0x47, true, true);
        assertThat(strokes)
                .containsExactly(
                        new KeyStroke.Typed('7', false, false),
                        new KeyStroke.Pressed(NamedKey.HOME, false, false, false),
                        new KeyStroke.Pressed(NamedKey.HOME, false, false, false));
    }

    @Test
    void takesCommandsByTheLatinLetterOnRussianKeys() {
        layout(0x0419);
        event(CONTROL, false, true);
        press(0x2E);
        assertThat(strokes).containsExactly(new KeyStroke.Typed('c', true, false));
    }

    @Test
    void forgetsHeldKeysWhenTheClientIsGone() {
        event(SHIFT, false, true);
        event(CONTROL, false, true);
        keyboard.take(new DesktopInput.ReleaseAll());
        press(0x1E);
        assertThat(strokes).containsExactly(new KeyStroke.Typed('a', false, false));
    }

    @Test
    void joinsTheHalvesOfCharactersBeyondTheFirstPlane() {
        for (char unit : "ß😀".toCharArray()) {
            strokes.addAll(keyboard.take(new DesktopInput.Unicode(unit, true)));
            strokes.addAll(keyboard.take(new DesktopInput.Unicode(unit, false)));
        }
        assertThat(typed()).isEqualTo("ß😀");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0409, 0x20409, 0x0809, 0x0407, 0x0807, 0x100C, 0x040C, 0x080C, 0x040A, 0x0410,
                0x0816, 0x0416, 0x041D, 0x0414, 0x0406, 0x0419
            })
    void hasACharacterOnEachKeyOfAllRows(int id) {
        layout(id);
        for (int scancode = 0x02; scancode <= 0x35; scancode++) {
            boolean named =
                    scancode == 0x0E || scancode == 0x0F || scancode == 0x1C || scancode == 0x1D;
            if (!named && scancode != SHIFT) {
                // Twice: an accent waits for the second one.
                int before = strokes.size();
                press(scancode);
                press(scancode);
                assertThat(strokes.size()).as("scancode %x", scancode).isEqualTo(before + 2);
            }
        }
    }
}
