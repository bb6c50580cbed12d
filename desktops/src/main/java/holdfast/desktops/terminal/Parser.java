package holdfast.desktops.terminal;

import java.nio.charset.StandardCharsets;

/**
 * Cuts a program's output into characters, controls and sequences (ECMA-48 5.4; state machine as
 * real VT500 terminals have it). Any bytes are fine; sequences may be cut anywhere.
 */
final class Parser {
    /** Takes what was found. */
    interface Sink {
        void print(int codePoint);

        /** A control of C0. */
        void control(int code);

        /** ESC, intermediates, final. */
        void escape(char intermediate, char last);

        /** CSI sequence. */
        void csi(Parameters parameters);

        /** An operating system command's text. */
        void osc(String text);
    }

    private enum State {
        GROUND,
        ESCAPE,
        CSI,
        CSI_IGNORED,
        OSC,
        STRING_IGNORED
    }

    private static final int MAX_OSC = 4096;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int ESC = 0x1B;
    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1A;
    private static final int DEL = 0x7F;

    private final Sink sink;
    private final Parameters parameters = new Parameters();
    private final java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream(64);
    private State state = State.GROUND;
    private char intermediate;
    private int pending;
    private int codePoint;
    private int smallest;

    Parser(Sink sink) {
        this.sink = sink;
    }

    void write(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            take(data[i] & 0xFF);
        }
    }

    boolean atRest() {
        return state == State.GROUND && pending == 0;
    }

    private void take(int octet) {
        if (state == State.GROUND && octet >= 0x20) {
            ground(octet);
            return;
        }
        if (pending > 0) {
            pending = 0;
            sink.print(REPLACEMENT);
        }
        if (octet == ESC) {
            endString();
            state = State.ESCAPE;
            intermediate = 0;
        } else if (octet == CAN || octet == SUB) {
            state = State.GROUND;
        } else {
            switch (state) {
                case GROUND -> sink.control(octet);
                case ESCAPE -> escape(octet);
                case CSI, CSI_IGNORED -> csi(octet);
                case OSC, STRING_IGNORED -> string(octet);
            }
        }
    }

    /** UTF-8 (RFC 3629): overlong forms, surrogates and stray bytes become one U+FFFD each. */
    private void ground(int octet) {
        if (octet < 0x80) {
            if (pending > 0) {
                pending = 0;
                sink.print(REPLACEMENT);
            }
            if (octet != DEL) {
                sink.print(octet);
            }
        } else if (octet < 0xC0) {
            if (pending == 0) {
                sink.print(REPLACEMENT);
                return;
            }
            codePoint = codePoint << 6 | octet & 0x3F;
            if (--pending == 0) {
                boolean sound =
                        codePoint >= smallest
                                && codePoint <= Character.MAX_CODE_POINT
                                && (codePoint < 0xD800 || codePoint > 0xDFFF);
                printMulti(sound ? codePoint : REPLACEMENT);
            }
        } else {
            if (pending > 0) {
                sink.print(REPLACEMENT);
            }
            pending = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : octet < 0xF8 ? 3 : 0;
            smallest = pending == 1 ? 0x80 : pending == 2 ? 0x800 : 0x10000;
            codePoint = octet & 0x3F >> pending;
            if (pending == 0) {
                sink.print(REPLACEMENT);
            }
        }
    }

    private void printMulti(int complete) {
        // C1 controls are not used under UTF-8 by any program we know; xterm shows nothing either.
        if (complete >= 0xA0) {
            sink.print(complete);
        }
    }

    private void escape(int octet) {
        if (octet < 0x20) {
            sink.control(octet);
        } else if (octet < 0x30) {
            intermediate = (char) octet;
        } else if (intermediate != 0) {
            finishEscape(octet);
        } else {
            switch (octet) {
                case '[' -> {
                    parameters.clear();
                    state = State.CSI;
                }
                case ']' -> {
                    text.reset();
                    state = State.OSC;
                }
                case 'P', 'X', '^', '_' -> state = State.STRING_IGNORED;
                default -> finishEscape(octet);
            }
        }
    }

    private void finishEscape(int octet) {
        state = State.GROUND;
        if (octet < DEL) {
            sink.escape(intermediate, (char) octet);
        }
    }

    private void csi(int octet) {
        if (octet < 0x20) {
            sink.control(octet);
        } else if (octet >= 0x40 && octet < DEL) {
            boolean whole = state == State.CSI;
            state = State.GROUND;
            if (whole) {
                parameters.end((char) octet);
                sink.csi(parameters);
            }
        } else if (octet >= DEL || state == State.CSI && !parameters.add((char) octet)) {
            state = State.CSI_IGNORED;
        }
    }

    private void string(int octet) {
        if (octet == BEL) {
            endString();
            state = State.GROUND;
        } else if (state == State.OSC && octet >= 0x20 && text.size() < MAX_OSC) {
            text.write(octet);
        }
    }

    private void endString() {
        if (state == State.OSC) {
            sink.osc(text.toString(StandardCharsets.UTF_8));
            text.reset();
        }
    }
}
