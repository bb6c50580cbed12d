package holdfast.desktops.x11;

/** The DAMAGE extension: the server keeps what was drawn, until it is asked. */
final class XDamage {
    private static final int QUERY_VERSION = 0;
    private static final int CREATE = 1;
    private static final int DESTROY = 2;
    private static final int SUBTRACT = 3;

    /** One event when the first thing is drawn after each {@link #subtract}; no more. */
    private static final int LEVEL_NON_EMPTY = 3;

    private final XConnection x;
    private final XExtension extension;

    XDamage(XConnection x) {
        this.x = x;
        extension = XExtension.require(x, "DAMAGE");
        x.ask(extension.request(QUERY_VERSION).u32(1).u32(1));
    }

    int create(int window) {
        int damage = x.newId();
        x.send(extension.request(CREATE).u32(damage).u32(window).u8(LEVEL_NON_EMPTY).skip(3));
        return damage;
    }

    void destroy(int damage) {
        x.send(extension.request(DESTROY).u32(damage));
    }

    /** Moves all that was drawn into {@code region}, an XFIXES region. */
    void subtract(int damage, int region) {
        x.send(extension.request(SUBTRACT).u32(damage).u32(0).u32(region));
    }

    boolean isNotify(int eventType) {
        return eventType == extension.firstEvent();
    }
}
