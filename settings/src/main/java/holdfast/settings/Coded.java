package holdfast.settings;

import java.util.Locale;

/**
 * A choice that Windows keeps as a number and people call by a word: an enum, its constants in the
 * order of their numbers.
 */
public interface Coded {
    /** The number in the registry; from 0 on where an enum does not say otherwise. */
    default int code() {
        return ordinal();
    }

    /** The word, as typed on a command line. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As of every enum. */
    String name();

    /** As of every enum. */
    int ordinal();
}
