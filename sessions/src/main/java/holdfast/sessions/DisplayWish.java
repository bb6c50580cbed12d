package holdfast.sessions;

/** How large a new desktop should be: what the client said first. */
public record DisplayWish(int width, int height, int colourDepth) {}
