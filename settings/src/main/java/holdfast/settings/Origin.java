package holdfast.settings;

/**
 * Where a value was read: file and position, so that an administrator can go there.
 *
 * @param line from 1; 0 for values that no file holds
 */
public record Origin(String file, int line, int column) {
    /** What is built in. */
    public static final Origin BUILT_IN = new Origin("built in", 0, 0);

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
