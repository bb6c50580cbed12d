package holdfast.bench;

import java.util.Arrays;
import java.util.Optional;

/** What a client can have its session show, by a key that no act uses otherwise. */
public enum Act {
    /** A page of text, still. */
    IDLE('1'),
    /** A letter at every key. */
    TYPE('2'),
    /** A page of text, 20 lines a second. */
    SCROLL('3'),
    /** A window of 400 by 300 dragged over a picture, 60 steps a second. */
    DRAG('4'),
    /** Photographs over the whole screen, 30 a second. */
    VIDEO('5'),
    /**
     * An area of {@link #SPOT_WIDTH} by {@link #SPOT_HEIGHT} in the middle flashes at every key.
     */
    SPOT('6'),
    /** The whole screen flashes at every key. */
    WHOLE('7');

    public static final int SPOT_WIDTH = 64;
    public static final int SPOT_HEIGHT = 32;

    /** The mark in the upper left corner that changes with every step. */
    public static final int MARK_WIDTH = 16;

    public static final int MARK_HEIGHT = 8;

    private final char key;

    Act(char key) {
        this.key = key;
    }

    public char key() {
        return key;
    }

    public static Optional<Act> ofKey(char key) {
        return Arrays.stream(values()).filter(act -> act.key == key).findFirst();
    }
}
