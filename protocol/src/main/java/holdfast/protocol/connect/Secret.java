package holdfast.protocol.connect;

import java.util.Arrays;

/** A password as the client sent it. Its owner calls {@link #wipe} once it was used. */
public final class Secret {
    private final char[] characters;

    /** Takes over {@code characters}; the caller keeps no copy. */
    public Secret(char[] characters) {
        this.characters = characters;
    }

    /** The array itself, not a copy, so that {@link #wipe} reaches it. */
    public char[] characters() {
        return characters;
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    public void wipe() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
