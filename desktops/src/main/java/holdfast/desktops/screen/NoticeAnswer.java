package holdfast.desktops.screen;

/** How a notice went away. */
public sealed interface NoticeAnswer {
    /** The user took a button. */
    record Button(int index) implements NoticeAnswer {}

    /** Its deadline came. */
    record TimedOut() implements NoticeAnswer {}

    /** {@link OverlaidDesktop#dismiss}, another notice or the end of the desktop. */
    record Dismissed() implements NoticeAnswer {}
}
