package holdfast.settings;

import java.util.List;

/**
 * Something about the configuration is refused. Says which thing, why, and what to do; nothing has
 * been changed when it is thrown.
 */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * One fault of a file: where it is, what was found and what is allowed there.
     *
     * @param line from 1; 0 where the format has no lines, then {@code column} is a byte offset
     */
    public record Fault(
            String file, int line, int column, String name, String found, String allowed) {
        @Override
        public String toString() {
            String place = line > 0 ? ":" + line + ":" + column : " at byte " + column;
            return file + place + ": " + name + ": found " + found + ", allowed: " + allowed;
        }
    }

    private final String thing;
    private final String reason;
    private final String remedy;
    private final transient List<Fault> faults;

    public SettingsException(String thing, String reason, String remedy) {
        this(thing, reason, remedy, List.of());
    }

    public SettingsException(String thing, String reason, String remedy, List<Fault> faults) {
        super(thing + ": " + reason + ". " + remedy);
        this.thing = thing;
        this.reason = reason;
        this.remedy = remedy;
        this.faults = List.copyOf(faults);
    }

    /** What it is about: a setting, a file, a connection. */
    public String thing() {
        return thing;
    }

    public String reason() {
        return reason;
    }

    /** What the administrator can do about it. */
    public String remedy() {
        return remedy;
    }

    /** The single faults of a refused file, in file order; empty where no file is at fault. */
    public List<Fault> faults() {
        return faults;
    }
}
