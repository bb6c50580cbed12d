package holdfast.desktops;

/** In pixels. */
public record DisplaySize(int width, int height) {}
