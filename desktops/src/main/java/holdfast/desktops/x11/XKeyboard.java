package holdfast.desktops.x11;

import holdfast.desktops.DesktopInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keyboard of one display. For the display's thread only. */
final class XKeyboard {
    private static final Logger log = LoggerFactory.getLogger(XKeyboard.class);

    private static final int PAUSE_KEYCODE = Scancodes.PAUSE;
    private static final int SCANCODE_CTRL = 0x1D;
    private static final int SCANCODE_NUM_LOCK = 0x45;
    private static final int KEYCODE_SHIFT = 50;
    private static final int KEYCODE_NUM_LOCK = 77;
    private static final int KEYCODE_SCROLL_LOCK = 78;
    private static final int SHIFT = 1;
    private static final int CAPS_LOCK = 2;

    /** Keys up to here have characters, with Shift as the only second level. */
    private static final int LAST_WRITING_KEY = 61;

    /** A program that is slower than this to take a key may see what the key means next. */
    private static final Duration SETTLED = Duration.ofMillis(400);

    /** A program turns the server's own repetition on again; this often we look. */
    private static final Duration REPEAT_CHECK = Duration.ofSeconds(2);

    private final XCore core;
    private final XTest test;
    private final Xkb xkb;
    private final int rulesNames;
    private final int root;

    private final BitSet down = new BitSet(256);

    /** Keys that have no symbol in the layout, and the symbol that we gave them; oldest first. */
    private final Map<Integer, Integer> lent = new LinkedHashMap<>();

    private final long[] usedAt = new long[256];
    private boolean allLent;
    private int[] modifiers;
    private XCore.@Nullable KeyMap map;
    private KeyboardLayout layout = KeyboardLayout.of(0);
    private boolean layoutKnown;
    private boolean pausing;
    private char highSurrogate;
    private long repeatChecked = System.nanoTime() - REPEAT_CHECK.toNanos();

    XKeyboard(XConnection x, XCore core, XTest test, Xkb xkb) {
        this.core = core;
        this.test = test;
        this.xkb = xkb;
        root = x.setup().root();
        rulesNames = core.atom("_XKB_RULES_NAMES");
        modifiers = core.modifiers();
    }

    void key(DesktopInput.Key key) {
        int keycode = keycode(key);
        if (keycode == 0) {
            return;
        }
        if (!key.down()) {
            if (down.get(keycode)) {
                down.clear(keycode);
                test.key(keycode, false);
            }
            return;
        }
        if (down.get(keycode)) {
            // Only what is typed repeats: a lock that repeated would flicker.
            if (modifiers[keycode] != 0) {
                return;
            }
            test.key(keycode, false);
        }
        stopServerRepeat();
        down.set(keycode);
        test.key(keycode, true);
    }

    /** Pause comes as E1 1D 45: a Ctrl of another kind, and Num Lock's code. */
    private int keycode(DesktopInput.Key key) {
        if (key.extended1()) {
            pausing = key.scancode() == SCANCODE_CTRL;
            return pausing ? PAUSE_KEYCODE : 0;
        }
        if (pausing && key.scancode() == SCANCODE_NUM_LOCK && !key.extended()) {
            pausing = false;
            return 0;
        }
        return Scancodes.keycode(key.scancode(), key.extended());
    }

    /**
     * How long characters must wait until a key can be given another meaning. Only long texts of
     * many different characters ever wait.
     */
    Duration busy() {
        if (!allLent || lent.isEmpty()) {
            return Duration.ZERO;
        }
        int oldest = lent.keySet().iterator().next();
        long age = System.nanoTime() - usedAt[oldest];
        return Duration.ofNanos(Math.max(0, SETTLED.toNanos() - age));
    }

    /** Types a character: whatever the layout, and whatever is locked. */
    void unicode(DesktopInput.Unicode unicode) {
        if (!unicode.down()) {
            return;
        }
        char unit = unicode.codeUnit();
        if (Character.isHighSurrogate(unit)) {
            highSurrogate = unit;
        } else if (Character.isLowSurrogate(unit)) {
            if (highSurrogate != 0) {
                type(Keysyms.of(Character.toCodePoint(highSurrogate, unit)));
            }
            highSurrogate = 0;
        } else {
            highSurrogate = 0;
            type(Keysyms.of(unit));
        }
    }

    /** Makes the locks those of the client. All keys are up. */
    void synchronize(DesktopInput.Synchronize locks) {
        releaseAll();
        int numLock = modifiers[KEYCODE_NUM_LOCK];
        int scrollLock = modifiers[KEYCODE_SCROLL_LOCK];
        int affected = CAPS_LOCK | numLock | scrollLock;
        int locked =
                (locks.capsLock() ? CAPS_LOCK : 0)
                        | (locks.numLock() ? numLock : 0)
                        | (locks.scrollLock() ? scrollLock : 0);
        xkb.lock(affected, locked);
    }

    /** Gives the keys the characters of a Windows layout. */
    void layout(int windowsLayoutId) {
        KeyboardLayout wanted = KeyboardLayout.of(windowsLayoutId);
        if (layoutKnown && wanted.equals(layout) && currentRules().equals(wanted.rules())) {
            return;
        }
        if (!load(wanted) && !load(wanted.plain())) {
            log.atWarn()
                    .addKeyValue("layout", wanted.symbols())
                    .log("The X server cannot load this keyboard layout");
            return;
        }
        layout = wanted;
        layoutKnown = true;
    }

    private boolean load(KeyboardLayout wanted) {
        releaseAll();
        if (!xkb.load(wanted.keycodes(), wanted.symbols())) {
            return false;
        }
        // Programs that show or extend the layout look here for its name.
        byte[] names = wanted.rules().getBytes(StandardCharsets.ISO_8859_1);
        core.setProperty(root, rulesNames, XCore.ATOM_STRING, 8, names);
        lent.clear();
        allLent = false;
        mappingChanged();
        return true;
    }

    private String currentRules() {
        return core.property(root, rulesNames, 0, 1024, false)
                .map(property -> new String(property.data(), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    /** Somebody changed the key map, perhaps we. */
    void mappingChanged() {
        map = null;
        modifiers = core.modifiers();
    }

    void releaseAll() {
        for (int keycode = down.nextSetBit(0); keycode >= 0; ) {
            test.key(keycode, false);
            keycode = down.nextSetBit(keycode + 1);
        }
        down.clear();
        pausing = false;
        highSurrogate = 0;
    }

    private void type(int symbol) {
        XCore.KeyMap keys = map;
        if (keys == null) {
            keys = core.keyMap();
            map = keys;
        }
        Optional<Integer> plain = writingKey(keys, symbol, 0);
        Optional<Integer> shifted = plain.isPresent() ? plain : writingKey(keys, symbol, 1);
        Xkb.State state = xkb.state();
        boolean capsLocked = (state.locked() & CAPS_LOCK) != 0;
        if (capsLocked) {
            // Programs make capitals themselves, of keys with any meaning.
            xkb.lock(CAPS_LOCK, 0);
        }
        type(keys, symbol, plain, shifted, state);
        if (capsLocked) {
            xkb.lock(CAPS_LOCK, CAPS_LOCK);
        }
    }

    private void type(
            XCore.KeyMap keys,
            int symbol,
            Optional<Integer> plain,
            Optional<Integer> shifted,
            Xkb.State state) {
        int numLock = modifiers[KEYCODE_NUM_LOCK];
        boolean bare = (state.modifiers() & ~numLock & ~CAPS_LOCK) == 0 && state.group() == 0;
        if (bare && plain.isPresent()) {
            tap(plain.get());
        } else if (bare && shifted.isPresent()) {
            test.key(KEYCODE_SHIFT, true);
            tap(shifted.get());
            test.key(KEYCODE_SHIFT, false);
        } else {
            int keycode = lentKey(keys, symbol);
            usedAt[keycode] = System.nanoTime();
            tap(keycode);
        }
    }

    private Optional<Integer> writingKey(XCore.KeyMap keys, int symbol, int level) {
        for (int keycode = keys.first(); keycode <= LAST_WRITING_KEY; keycode++) {
            if (keys.symbol(keycode, level) == symbol
                    && !down.get(keycode)
                    && modifiers[keycode] == 0) {
                return Optional.of(keycode);
            }
        }
        return Optional.empty();
    }

    /**
     * A key without a meaning of its own, which now means {@code symbol}. Programs learn of a new
     * meaning with a delay, so the one whose meaning is the oldest takes the next.
     */
    private int lentKey(XCore.KeyMap keys, int symbol) {
        for (Map.Entry<Integer, Integer> key : lent.entrySet()) {
            if (key.getValue() == symbol) {
                int keycode = key.getKey();
                if (keys.symbol(keycode, 0) != symbol) {
                    lend(keycode, symbol); // Another program has loaded a map of its own.
                }
                lent.remove(keycode);
                lent.put(keycode, symbol); // The newest again.
                return keycode;
            }
        }
        int keycode = 0;
        int free = 0;
        for (int one = keys.last(); one > keys.first(); one--) {
            boolean empty = true;
            for (int column = 0; column < keys.width(); column++) {
                empty &= keys.symbol(one, column) == 0;
            }
            if (empty && modifiers[one] == 0 && !lent.containsKey(one)) {
                keycode = keycode == 0 ? one : keycode;
                free++;
            }
        }
        allLent = free <= 1;
        if (keycode == 0) {
            if (lent.isEmpty()) {
                throw new XException("the layout leaves no key for other characters");
            }
            keycode = lent.keySet().iterator().next();
            lent.remove(keycode);
        }
        lend(keycode, symbol);
        return keycode;
    }

    private void lend(int keycode, int symbol) {
        lent.put(keycode, symbol);
        core.setKey(keycode, symbol);
        map = null;
    }

    private void tap(int keycode) {
        test.key(keycode, true);
        test.key(keycode, false);
    }

    /** The client repeats keys itself; a broken connection must not leave one repeating. */
    private void stopServerRepeat() {
        long now = System.nanoTime();
        if (now - repeatChecked >= REPEAT_CHECK.toNanos()) {
            repeatChecked = now;
            core.setAutoRepeat(false);
        }
    }
}
