package holdfast.desktops.x11;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hands text to programs that paste: at once where it is short, else in pieces, as each takes them
 * (ICCCM 2.7.2). For the display's thread only.
 */
final class SelectionWriter {
    /** Fits into a request of a server without BIG-REQUESTS. */
    private static final int PIECE = 240 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final XDisplay display;
    private final XCore core;
    private final SelectionAtoms atoms;
    private final List<Pieces> underway = new ArrayList<>();

    private static final class Pieces {
        final int requestor;
        final int property;
        final int type;
        final byte[] data;
        int sent;
        long steps;

        Pieces(int requestor, int property, int type, byte[] data) {
            this.requestor = requestor;
            this.property = property;
            this.type = type;
            this.data = data;
        }
    }

    SelectionWriter(XDisplay display, XCore core, SelectionAtoms atoms) {
        this.display = display;
        this.core = core;
        this.atoms = atoms;
    }

    /** Answers a SelectionRequest with data. */
    void write(XMessage request, int type, int format, byte[] data) {
        int requestor = request.u32(12);
        int property = property(request);
        if (data.length <= PIECE) {
            core.setProperty(requestor, property, type, format, data);
        } else {
            Pieces pieces = new Pieces(requestor, property, type, data);
            underway.add(pieces);
            core.selectEvents(requestor, XCore.PROPERTY_CHANGE_MASK);
            byte[] length = SelectionAtoms.encode(List.of(data.length));
            core.setProperty(requestor, property, atoms.incr, 32, length);
            forgetWhenSilent(pieces);
        }
        core.answerSelection(request, property);
    }

    void refuse(XMessage request) {
        core.answerSelection(request, 0);
    }

    /** A program has taken a piece. */
    void propertyNotify(XMessage event) {
        boolean deleted = event.u8(16) == 1;
        if (!deleted) {
            return;
        }
        for (Pieces pieces : List.copyOf(underway)) {
            if (pieces.requestor == event.u32(4) && pieces.property == event.u32(8)) {
                next(pieces);
            }
        }
    }

    private void next(Pieces pieces) {
        int end = Math.min(pieces.sent + PIECE, pieces.data.length);
        byte[] piece = Arrays.copyOfRange(pieces.data, pieces.sent, end);
        core.setProperty(pieces.requestor, pieces.property, pieces.type, 8, piece);
        pieces.sent = end;
        if (piece.length == 0) {
            forget(pieces);
        } else {
            forgetWhenSilent(pieces);
        }
    }

    private void forgetWhenSilent(Pieces pieces) {
        long now = ++pieces.steps;
        display.after(
                PATIENCE,
                () -> {
                    if (pieces.steps == now) {
                        forget(pieces);
                    }
                });
    }

    private void forget(Pieces pieces) {
        pieces.steps++;
        if (underway.remove(pieces)
                && underway.stream().noneMatch(other -> other.requestor == pieces.requestor)) {
            core.selectEvents(pieces.requestor, 0);
        }
    }

    /** Old programs name no property and mean the target. */
    private static int property(XMessage request) {
        return request.u32(24) != 0 ? request.u32(24) : request.u32(20);
    }
}
