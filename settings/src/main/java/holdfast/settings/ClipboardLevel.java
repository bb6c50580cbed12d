package holdfast.settings;

/** {@code SCClipLevel}, {@code CSClipLevel}: what may pass in one direction, strictest first. */
public enum ClipboardLevel implements Coded {
    NOTHING(0, "nothing"),
    TEXT(1, "text"),
    IMAGES(2, "text-images"),
    RICH_TEXT(3, "text-images-rtf"),
    HTML(4, "text-images-rtf-html"),
    /** No restriction: what holds when nobody speaks. Windows has no number for it. */
    EVERYTHING(-1, "everything");

    private final int code;
    private final String word;

    ClipboardLevel(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
