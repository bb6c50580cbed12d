package holdfast.desktops.x11;

import java.util.Optional;

/** Where an X server has put an extension's requests and events. */
record XExtension(int major, int firstEvent) {
    private static final int QUERY_EXTENSION = 98;

    static Optional<XExtension> find(XConnection x, String name) {
        XMessage reply =
                x.ask(new XRequest(QUERY_EXTENSION, 0).u16(name.length()).u16(0).latin1(name));
        boolean present = reply.u8(8) != 0;
        return present ? Optional.of(new XExtension(reply.u8(9), reply.u8(10))) : Optional.empty();
    }

    static XExtension require(XConnection x, String name) {
        return find(x, name)
                .orElseThrow(() -> new XException("the X server lacks the extension " + name));
    }

    XRequest request(int minor) {
        return new XRequest(major, minor);
    }
}
