package holdfast.server.client;

import holdfast.desktops.DesktopInput;
import holdfast.desktops.DisplaySize;
import holdfast.protocol.input.InputEvent;
import java.util.Optional;

/** From what a client says its user did to what a desktop takes. One per connection. */
final class Inputs {
    private int x;
    private int y;

    /** Empty for events that concern no desktop. Positions are cut to {@code size}. */
    Optional<DesktopInput> translate(InputEvent event, DisplaySize size) {
        return switch (event) {
            case InputEvent.Key key ->
                    Optional.of(
                            new DesktopInput.Key(
                                    key.scancode() & 0x7F,
                                    key.extended(),
                                    key.extended1(),
                                    key.down()));
            case InputEvent.Unicode unicode ->
                    Optional.of(new DesktopInput.Unicode(unicode.codeUnit(), unicode.down()));
            case InputEvent.Synchronize locks ->
                    Optional.of(
                            new DesktopInput.Synchronize(
                                    locks.scrollLock(),
                                    locks.numLock(),
                                    locks.capsLock(),
                                    locks.kanaLock()));
            case InputEvent.MouseMove move -> {
                moveTo(move.x(), move.y(), size);
                yield Optional.of(new DesktopInput.PointerMoved(x, y));
            }
            case InputEvent.MouseButton button -> {
                moveTo(button.x(), button.y(), size);
                yield Optional.of(
                        new DesktopInput.PointerButton(x, y, button.button(), button.down()));
            }
            case InputEvent.Wheel wheel ->
                    Optional.of(new DesktopInput.Wheel(x, y, wheel.delta(), wheel.horizontal()));
            case InputEvent.QoeTimestamp _ -> Optional.empty();
        };
    }

    private void moveTo(int toX, int toY, DisplaySize size) {
        x = Math.min(toX, size.width() - 1);
        y = Math.min(toY, size.height() - 1);
    }
}
