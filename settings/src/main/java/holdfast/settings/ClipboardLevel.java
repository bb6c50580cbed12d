package holdfast.settings;

/** {@code SCClipLevel}, {@code CSClipLevel}: what may pass in one direction, strictest first. */
public enum ClipboardLevel implements Coded {
    NOTHING,
    TEXT,
    IMAGES,
    RICH_TEXT,
    HTML,
    /** No restriction: what holds when nobody speaks. Windows has no number for it. */
    EVERYTHING;

    @Override
    public int code() {
        return this == EVERYTHING ? -1 : ordinal();
    }

    @Override
    public String word() {
        return switch (this) {
            case IMAGES -> "text-images";
            case RICH_TEXT -> "text-images-rtf";
            case HTML -> "text-images-rtf-html";
            default -> Coded.super.word();
        };
    }
}
