package holdfast.settings;

/** A choice that Windows keeps as a number and people call by a word. */
public interface Coded {
    /** The number in the registry. */
    int code();

    /** The word, as typed on a command line. */
    String word();
}
