package holdfast.desktops.x11;

/** The XTEST extension: input as if from a keyboard and a mouse. */
final class XTest {
    private static final int GET_VERSION = 0;
    private static final int FAKE_INPUT = 2;
    private static final int GRAB_CONTROL = 3;

    private static final int KEY_PRESS = 2;
    private static final int KEY_RELEASE = 3;
    private static final int BUTTON_PRESS = 4;
    private static final int BUTTON_RELEASE = 5;
    private static final int MOTION = 6;

    private final XConnection x;
    private final XExtension extension;

    XTest(XConnection x) {
        this.x = x;
        extension = XExtension.require(x, "XTEST");
        x.ask(extension.request(GET_VERSION).u8(2).u8(0).u16(2));
        // A program that grabs the server must not lock the user out.
        x.send(extension.request(GRAB_CONTROL).u8(1).skip(3));
    }

    void key(int keycode, boolean down) {
        fake(down ? KEY_PRESS : KEY_RELEASE, keycode, 0, 0);
    }

    void button(int button, boolean down) {
        fake(down ? BUTTON_PRESS : BUTTON_RELEASE, button, 0, 0);
    }

    void move(int pointerX, int pointerY) {
        fake(MOTION, 0, pointerX, pointerY);
    }

    private void fake(int type, int detail, int pointerX, int pointerY) {
        x.send(
                extension
                        .request(FAKE_INPUT)
                        .u8(type)
                        .u8(detail)
                        .u16(0)
                        .u32(0) // at once
                        .u32(x.setup().root())
                        .skip(8)
                        .u16(pointerX)
                        .u16(pointerY)
                        .skip(8));
    }
}
