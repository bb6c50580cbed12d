package holdfast.protocol.input;

import holdfast.protocol.input.InputEvent.Key;
import holdfast.protocol.input.InputEvent.MouseButton;
import holdfast.protocol.input.InputEvent.MouseMove;
import holdfast.protocol.input.InputEvent.QoeTimestamp;
import holdfast.protocol.input.InputEvent.Synchronize;
import holdfast.protocol.input.InputEvent.Unicode;
import holdfast.protocol.input.InputEvent.Wheel;
import holdfast.protocol.wire.WireWriter;
import java.util.List;

/** A client's side of input: what it writes when its user does something. */
final class InputEncoder {
    private InputEncoder() {}

    static byte[] fastPath(List<InputEvent> events) {
        var out = new WireWriter();
        for (InputEvent event : events) {
            switch (event) {
                case Key e ->
                        out.u8(
                                        (e.down() ? 0 : 1)
                                                | (e.extended() ? 2 : 0)
                                                | (e.extended1() ? 4 : 0))
                                .u8(e.scancode());
                case MouseMove e -> mouse(out.u8(1 << 5), 0x0800, e.x(), e.y());
                case MouseButton e ->
                        mouse(out.u8((e.button() > 3 ? 2 : 1) << 5), buttonFlags(e), e.x(), e.y());
                case Wheel e -> mouse(out.u8(1 << 5), wheelFlags(e), 0, 0);
                case Synchronize e -> out.u8(3 << 5 | lockFlags(e));
                case Unicode e -> out.u8(4 << 5 | (e.down() ? 0 : 1)).u16(e.codeUnit());
                case QoeTimestamp e -> out.u8(6 << 5).u32(e.millis());
            }
        }
        return out.toByteArray();
    }

    static byte[] slowPath(List<InputEvent> events) {
        var out = new WireWriter().u16(events.size()).u16(0);
        for (InputEvent event : events) {
            out.u32(0x0102_0304); // eventTime
            switch (event) {
                case Key e ->
                        out.u16(0x0004)
                                .u16(
                                        (e.down() ? 0 : 0xC000)
                                                | (e.extended() ? 0x0100 : 0)
                                                | (e.extended1() ? 0x0200 : 0))
                                .u16(e.scancode())
                                .u16(0);
                case MouseMove e -> mouse(out.u16(0x8001), 0x0800, e.x(), e.y());
                case MouseButton e ->
                        mouse(
                                out.u16(e.button() > 3 ? 0x8002 : 0x8001),
                                buttonFlags(e),
                                e.x(),
                                e.y());
                case Wheel e -> mouse(out.u16(0x8001), wheelFlags(e), 0, 0);
                case Synchronize e -> out.u16(0x0000).u16(0).u32(lockFlags(e));
                case Unicode e ->
                        out.u16(0x0005).u16(e.down() ? 0 : 0x8000).u16(e.codeUnit()).u16(0);
                case QoeTimestamp _ ->
                        throw new IllegalArgumentException("no such event on the slow path");
            }
        }
        return out.toByteArray();
    }

    private static void mouse(WireWriter out, int flags, int x, int y) {
        out.u16(flags).u16(x).u16(y);
    }

    private static int buttonFlags(MouseButton event) {
        int mask = event.button() > 3 ? 1 << event.button() - 4 : 0x1000 << event.button() - 1;
        return mask | (event.down() ? 0x8000 : 0);
    }

    private static int wheelFlags(Wheel event) {
        return (event.horizontal() ? 0x0400 : 0x0200) | event.delta() & 0x1FF;
    }

    private static int lockFlags(Synchronize event) {
        return (event.scrollLock() ? 1 : 0)
                | (event.numLock() ? 2 : 0)
                | (event.capsLock() ? 4 : 0)
                | (event.kanaLock() ? 8 : 0);
    }
}
