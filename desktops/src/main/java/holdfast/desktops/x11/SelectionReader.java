package holdfast.desktops.x11;

import holdfast.desktops.DesktopClipboard;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches selections from the programs that own them, one after the other; in pieces where the
 * program wants that (ICCCM 2.7.2). For the display's thread only.
 */
final class SelectionReader {
    /** A program that is silent for so long does not answer any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int READ_BYTES = 1 << 20;

    private final XDisplay display;
    private final XCore core;
    private final SelectionAtoms atoms;
    private final int window;
    private final int property;
    private final Deque<Transfer> waiting = new ArrayDeque<>();
    private @Nullable Transfer active;
    private long steps;

    /** What came: bytes and the type that the program gives them. */
    record Content(int type, byte[] bytes) {}

    private record Transfer(
            int selection,
            int target,
            Consumer<Optional<Content>> done,
            ByteArrayOutputStream received,
            boolean[] inPieces) {}

    SelectionReader(XDisplay display, XCore core, SelectionAtoms atoms, int window) {
        this.display = display;
        this.core = core;
        this.atoms = atoms;
        this.window = window;
        property = core.atom("HOLDFAST_SELECTION");
    }

    /**
     * @param done told on this thread; of nothing when the program refuses, is silent, or sends too
     *     much
     */
    void read(int selection, int target, Consumer<Optional<Content>> done) {
        waiting.add(
                new Transfer(
                        selection,
                        target,
                        done,
                        new ByteArrayOutputStream(),
                        new boolean[] {false}));
        startNext();
    }

    /** The owner's answer. */
    void selectionNotify(XMessage event) {
        Transfer transfer = active;
        if (transfer == null
                || event.u32(12) != transfer.selection()
                || event.u32(16) != transfer.target()) {
            return;
        }
        if (event.u32(20) == 0) {
            finish(Optional.empty());
        } else {
            take(transfer);
        }
    }

    /** The next piece. */
    void propertyNotify(XMessage event) {
        Transfer transfer = active;
        boolean newValue = event.u8(16) == 0;
        if (transfer != null
                && transfer.inPieces()[0]
                && newValue
                && event.u32(4) == window
                && event.u32(8) == property) {
            take(transfer);
        }
    }

    private void take(Transfer transfer) {
        steps++;
        int before = transfer.received().size();
        int offset = 0;
        XCore.Property part;
        do {
            Optional<XCore.Property> read =
                    core.property(window, property, offset, READ_BYTES, true);
            if (read.isEmpty()) {
                finish(Optional.empty());
                return;
            }
            part = read.get();
            if (part.type() == atoms.incr) {
                transfer.inPieces()[0] = true;
                giveUpWhenSilent();
                return;
            }
            transfer.received().writeBytes(part.data());
            offset += part.data().length;
            if (transfer.received().size() > DesktopClipboard.MAX_BYTES) {
                core.deleteProperty(window, property);
                finish(Optional.empty());
                return;
            }
        } while (part.remaining() > 0);
        boolean last = !transfer.inPieces()[0] || transfer.received().size() == before;
        if (last) {
            finish(Optional.of(new Content(part.type(), transfer.received().toByteArray())));
        } else {
            giveUpWhenSilent();
        }
    }

    private void startNext() {
        Transfer next = active == null ? waiting.poll() : null;
        if (next != null) {
            active = next;
            core.deleteProperty(window, property);
            core.convert(window, next.selection(), next.target(), property, 0);
            giveUpWhenSilent();
        }
    }

    private void giveUpWhenSilent() {
        long now = ++steps;
        display.after(
                PATIENCE,
                () -> {
                    if (steps == now && active != null) {
                        finish(Optional.empty());
                    }
                });
    }

    private void finish(Optional<Content> content) {
        Transfer transfer = active;
        active = null;
        steps++;
        if (transfer != null) {
            transfer.done().accept(content);
        }
        startNext();
    }
}
