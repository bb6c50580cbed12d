package holdfast.desktops.keyboard;

import holdfast.desktops.DesktopInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's keyboard: which keys are held, which locks are on, which accent waits. For the thread
 * that gives the input.
 */
public final class Keyboard {
    private static final int CONTROL = 0x1D;
    private static final int LEFT_SHIFT = 0x2A;
    private static final int RIGHT_SHIFT = 0x36;
    private static final int ALT = 0x38;
    private static final int CAPS_LOCK = 0x3A;
    private static final int NUM_LOCK = 0x45;
    private static final int SPACE = 0x39;

    private static final Map<Integer, NamedKey> NAMED =
            Map.ofEntries(
                    Map.entry(0x01, NamedKey.ESCAPE),
                    Map.entry(0x0E, NamedKey.BACKSPACE),
                    Map.entry(0x0F, NamedKey.TAB),
                    Map.entry(0x1C, NamedKey.ENTER),
                    Map.entry(0x3B, NamedKey.F1),
                    Map.entry(0x3C, NamedKey.F2),
                    Map.entry(0x3D, NamedKey.F3),
                    Map.entry(0x3E, NamedKey.F4),
                    Map.entry(0x3F, NamedKey.F5),
                    Map.entry(0x40, NamedKey.F6),
                    Map.entry(0x41, NamedKey.F7),
                    Map.entry(0x42, NamedKey.F8),
                    Map.entry(0x43, NamedKey.F9),
                    Map.entry(0x44, NamedKey.F10),
                    Map.entry(0x57, NamedKey.F11),
                    Map.entry(0x58, NamedKey.F12));

    /** The number pad without Num Lock, and the keys with E0 before the same codes. */
    private static final Map<Integer, NamedKey> NAVIGATION =
            Map.of(
                    0x47, NamedKey.HOME,
                    0x48, NamedKey.UP,
                    0x49, NamedKey.PAGE_UP,
                    0x4B, NamedKey.LEFT,
                    0x4D, NamedKey.RIGHT,
                    0x4F, NamedKey.END,
                    0x50, NamedKey.DOWN,
                    0x51, NamedKey.PAGE_DOWN,
                    0x52, NamedKey.INSERT,
                    0x53, NamedKey.DELETE);

    /** The number pad with Num Lock, from 0x47. */
    private static final String PAD = "789-456+1230.";

    private static final int PAD_FIRST = 0x47;
    private static final int PAD_TIMES = 0x37;
    private static final int EXTENDED_SLASH = 0x35;

    private KeyTable table = KeyTables.us();
    private boolean leftShift;
    private boolean rightShift;
    private boolean leftControl;
    private boolean rightControl;
    private boolean leftAlt;
    private boolean rightAlt;
    private boolean capsLock;
    private boolean numLock = true;
    private @Nullable DeadKey dead;
    private char highSurrogate;

    /** Caps Lock is on, as far as the client told. */
    public boolean capsLock() {
        return capsLock;
    }

    public boolean shift() {
        return leftShift || rightShift;
    }

    public boolean control() {
        return leftControl || rightControl;
    }

    public boolean alt() {
        return leftAlt || rightAlt;
    }

    /** What comes of an event: nothing, one stroke, or an accent and the letter it did not fit. */
    public List<KeyStroke> take(DesktopInput event) {
        return switch (event) {
            case DesktopInput.Key key -> key(key);
            case DesktopInput.Unicode unicode -> unicode.down() ? unit(unicode) : List.of();
            case DesktopInput.Synchronize locks -> {
                capsLock = locks.capsLock();
                numLock = locks.numLock();
                release();
                yield List.of();
            }
            case DesktopInput.KeyboardLayout layout -> {
                table = KeyTables.of(layout.layoutId());
                dead = null;
                yield List.of();
            }
            case DesktopInput.ReleaseAll _ -> {
                release();
                yield List.of();
            }
            case DesktopInput.PointerMoved _, DesktopInput.PointerButton _, DesktopInput.Wheel _ ->
                    List.of();
        };
    }

    private void release() {
        leftShift = false;
        rightShift = false;
        leftControl = false;
        rightControl = false;
        leftAlt = false;
        rightAlt = false;
    }

    private List<KeyStroke> unit(DesktopInput.Unicode unicode) {
        char unit = unicode.codeUnit();
        if (Character.isHighSurrogate(unit)) {
            highSurrogate = unit;
            return List.of();
        }
        int codePoint = unit;
        if (Character.isLowSurrogate(unit)) {
            if (highSurrogate == 0) {
                return List.of();
            }
            codePoint = Character.toCodePoint(highSurrogate, unit);
        }
        highSurrogate = 0;
        return switch (codePoint) {
            case '\r', '\n' -> pressed(NamedKey.ENTER);
            case '\t' -> pressed(NamedKey.TAB);
            case '\b' -> pressed(NamedKey.BACKSPACE);
            case 0x1B -> pressed(NamedKey.ESCAPE);
            default -> List.of(new KeyStroke.Typed(codePoint, false, false));
        };
    }

    private List<KeyStroke> key(DesktopInput.Key key) {
        if (key.extended1() || modifier(key) || !key.down()) {
            return List.of();
        }
        if (key.extended()) {
            return extended(key.scancode());
        }
        if (key.scancode() == CAPS_LOCK) {
            capsLock = !capsLock;
        } else if (key.scancode() == NUM_LOCK) {
            numLock = !numLock;
        }
        NamedKey named = NAMED.get(key.scancode());
        if (named != null) {
            return pressed(named);
        }
        int pad = key.scancode() - PAD_FIRST;
        if (pad >= 0 && pad < PAD.length()) {
            return pad(key.scancode(), PAD.charAt(pad));
        }
        if (key.scancode() == PAD_TIMES) {
            return typed('*');
        }
        return key.scancode() == SPACE ? letter(' ') : character(key.scancode());
    }

    private List<KeyStroke> pad(int scancode, char sign) {
        boolean always = sign == '-' || sign == '+';
        NamedKey navigation = NAVIGATION.get(scancode);
        // Shift turns Num Lock round, as on a PC.
        boolean digits = numLock != shift();
        return always || digits || navigation == null ? typed(sign) : pressed(navigation);
    }

    private List<KeyStroke> extended(int scancode) {
        NamedKey navigation = NAVIGATION.get(scancode);
        if (navigation != null) {
            return pressed(navigation);
        }
        return switch (scancode) {
            case 0x1C -> pressed(NamedKey.ENTER);
            case EXTENDED_SLASH -> typed('/');
            default -> List.of();
        };
    }

    private boolean modifier(DesktopInput.Key key) {
        switch (key.scancode()) {
            case CONTROL -> {
                if (key.extended()) {
                    rightControl = key.down();
                } else {
                    leftControl = key.down();
                }
            }
            case ALT -> {
                if (key.extended()) {
                    rightAlt = key.down();
                } else {
                    leftAlt = key.down();
                }
            }
            // With E0 before it, this is only noise around some other key.
            case LEFT_SHIFT -> leftShift = key.extended() ? leftShift : key.down();
            case RIGHT_SHIFT -> rightShift = key.extended() ? rightShift : key.down();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** AltGr comes as right Alt, mostly with left Control; Control and Alt together mean it too. */
    private List<KeyStroke> character(int scancode) {
        if (rightAlt || alt() && control()) {
            Optional<Character> third = table.character(scancode, shift(), true);
            if (third.isPresent()) {
                return plain(third.get());
            }
        }
        Optional<Character> found = level(table, scancode);
        if (control() || alt()) {
            // Commands are Latin letters also where the layout has others on the keys.
            char command =
                    found.filter(c -> c < 0x80)
                            .or(() -> KeyTables.us().character(scancode, shift(), false))
                            .orElse('\0');
            return command == 0 ? List.of() : typed(command);
        }
        return found.map(this::plain).orElse(List.of());
    }

    private Optional<Character> level(KeyTable from, int scancode) {
        Optional<Character> plain = from.character(scancode, false, false);
        boolean shifted = shift();
        if (capsLock && plain.isPresent() && Character.isLetter(plain.get())) {
            Optional<Character> other = from.character(scancode, true, false);
            boolean pair =
                    other.isPresent() && Character.toUpperCase(plain.get()) == (char) other.get();
            if (!pair && !shifted) {
                // é on a digit's key, and ü where Shift gives è: Caps Lock makes them capitals.
                return Optional.of(Character.toUpperCase(plain.get()));
            }
            shifted = pair != shifted;
        }
        return from.character(scancode, shifted, false);
    }

    private List<KeyStroke> plain(char character) {
        DeadKey before = dead;
        Optional<DeadKey> now = DeadKey.of(character);
        if (now.isPresent()) {
            dead = before == null ? now.get() : null;
            return before == null
                    ? List.of()
                    : List.of(typedPlain(before.alone()), typedPlain(now.get().alone()));
        }
        return letter(character);
    }

    private List<KeyStroke> letter(char letter) {
        DeadKey accent = dead;
        dead = null;
        if (accent == null) {
            return letter == ' ' ? typed(' ') : List.of(typedPlain(letter));
        }
        if (letter == ' ') {
            return List.of(typedPlain(accent.alone()));
        }
        return accent.on(letter)
                .map(both -> List.of(typedPlain(both)))
                .orElse(List.of(typedPlain(accent.alone()), typedPlain(letter)));
    }

    private static KeyStroke typedPlain(char character) {
        return new KeyStroke.Typed(character, false, false);
    }

    private List<KeyStroke> typed(char character) {
        return List.of(new KeyStroke.Typed(character, control(), alt()));
    }

    private List<KeyStroke> pressed(NamedKey key) {
        return List.of(new KeyStroke.Pressed(key, shift(), control(), alt()));
    }
}
