package holdfast.desktops;

/** Why a desktop ended by itself. */
public sealed interface DesktopEnd {
    /** The user's program finished, as by typing {@code exit}. */
    record ProgramFinished(int exitStatus) implements DesktopEnd {}

    /** Something the desktop stands on broke: an X server died, the keeper is gone. */
    record Failed(String what) implements DesktopEnd {}
}
