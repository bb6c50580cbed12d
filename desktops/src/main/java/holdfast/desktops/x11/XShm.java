package holdfast.desktops.x11;

import holdfast.graphics.Rect;
import java.util.Optional;

/** The MIT-SHM extension, version 1.2: memory passed by descriptor, pixels written there. */
final class XShm {
    private static final int QUERY_VERSION = 0;
    private static final int DETACH = 2;
    private static final int GET_IMAGE = 4;
    private static final int ATTACH_FD = 6;

    private static final int Z_PIXMAP = 2;

    private final XConnection x;
    private final XExtension extension;

    private XShm(XConnection x, XExtension extension) {
        this.x = x;
        this.extension = extension;
    }

    /** Empty when the server cannot take descriptors. */
    static Optional<XShm> of(XConnection x) {
        return XExtension.find(x, "MIT-SHM")
                .filter(extension -> {
                    XMessage reply = x.ask(extension.request(QUERY_VERSION));
                    int major = reply.u16(8);
                    int minor = reply.u16(10);
                    return major > 1 || major == 1 && minor >= 2;
                })
                .map(extension -> new XShm(x, extension));
    }

    /** Hands memory over; {@code fd} is closed. */
    int attach(int fd) {
        int segment = x.newId();
        x.sendWithDescriptor(extension.request(ATTACH_FD).u32(segment).u8(0).skip(3), fd);
        return segment;
    }

    void detach(int segment) {
        x.send(extension.request(DETACH).u32(segment));
    }

    /** Asks for the pixels of {@code area}, to be packed at {@code offset}; answered when done. */
    int postImage(int window, Rect area, int segment, int offset) {
        return x.post(
                extension
                        .request(GET_IMAGE)
                        .u32(window)
                        .u16(area.x())
                        .u16(area.y())
                        .u16(area.width())
                        .u16(area.height())
                        .u32(-1) // every plane
                        .u8(Z_PIXMAP)
                        .skip(3)
                        .u32(segment)
                        .u32(offset));
    }
}
