package holdfast.graphics.bulk;

import java.util.Arrays;

/**
 * The sender's side of MPPC, [MS-RDPBCGR] 3.1.8.4: one history per connection and direction, shared
 * with the receiver, so every packet that was compressed must be sent, in order. For one thread at
 * a time.
 */
public final class MppcCompressor {
    /** The answer of {@link #compress} when the packet is to be sent as it is. */
    public static final int NOT_COMPRESSED = -1;

    /** {@code PACKET_COMPRESSED}. */
    public static final int COMPRESSED = 0x20;

    /** {@code PACKET_AT_FRONT}: the packet starts the history anew from its front. */
    public static final int AT_FRONT = 0x40;

    /** The history and bit patterns to use; the wire's compression type is the ordinal. */
    public enum Variant {
        /** 8 KiB of history: {@code PACKET_COMPR_TYPE_8K}. */
        RDP4(1 << 13),
        /** 64 KiB of history: {@code PACKET_COMPR_TYPE_64K}. */
        RDP5(1 << 16);

        private final int historySize;

        Variant(int historySize) {
            this.historySize = historySize;
        }

        /** The longest packet that can be compressed; decoders want a few bytes of history free. */
        public int longestPacket() {
            return historySize - 4;
        }
    }

    private static final int MIN_MATCH = 3;

    /** Earlier places looked at for each match; bounds the time. */
    private static final int MAX_TRIES = 8;

    /** A match so long is taken without looking for a longer one. */
    private static final int GOOD_MATCH = 64;

    /**
     * So many bytes decide whether a packet gets shorter: photographs never do, and looking for
     * matches in all of one costs ten times its encoding.
     */
    private static final int TRIAL = 1024;

    private static final int NOWHERE = -1;

    private final Variant variant;
    private final byte[] history;

    /** Where three bytes with some hash were last, and where before that. */
    private final int[] last;

    private final int[] previous;
    private final int hashShift;

    /** Where the next packet goes in the history; 0 means that it starts anew. */
    private int position;

    private int flags;

    private byte[] out = new byte[0];
    private int to;
    private long bits;
    private int bitCount;

    public MppcCompressor(Variant variant) {
        this.variant = variant;
        this.history = new byte[variant.historySize];
        int hashBits = variant == Variant.RDP5 ? 15 : 12;
        this.last = new int[1 << hashBits];
        this.previous = new int[variant.historySize];
        this.hashShift = 32 - hashBits;
        Arrays.fill(last, NOWHERE);
    }

    /**
     * Compresses one packet.
     *
     * @param target has room for {@code length} bytes from {@code at}
     * @return how many bytes were written, fewer than {@code length}; or {@link #NOT_COMPRESSED}:
     *     then the receiver's history stays as it is too
     */
    public int compress(byte[] packet, int from, int length, byte[] target, int at) {
        flags = variant.ordinal();
        if (length > variant.longestPacket()) {
            return NOT_COMPRESSED;
        }
        if (position + length > variant.longestPacket()) {
            position = 0;
        }
        if (position == 0) {
            Arrays.fill(last, NOWHERE);
        }
        System.arraycopy(packet, from, history, position, length);
        out = target;
        to = at;
        bits = 0;
        bitCount = 0;
        if (!encode(position + length, at + length)) {
            // The places remembered of this packet do no harm: whatever is there is compared.
            return NOT_COMPRESSED;
        }
        flags |= COMPRESSED | (position == 0 ? AT_FRONT : 0);
        position += length;
        return to - at;
    }

    /**
     * The {@code compressedType} or {@code compressionFlags} for the last packet: the type, and
     * {@link #COMPRESSED} and {@link #AT_FRONT} as they apply. {@code PACKET_FLUSHED} is never
     * needed: a packet that does not get shorter leaves no trace.
     */
    public int flags() {
        return flags;
    }

    /** Encodes the history from {@link #position}; false if it gets too long. */
    private boolean encode(int end, int limit) {
        int at = position;
        int start = to;
        boolean onTrial = end - position > 2 * TRIAL;
        while (at < end) {
            if (to + 12 > limit) {
                return false;
            }
            if (onTrial && at - position >= TRIAL) {
                if (to - start >= at - position) {
                    return false;
                }
                onTrial = false;
            }
            int length = at + MIN_MATCH <= end ? longestMatch(at, end) : 0;
            if (length >= MIN_MATCH) {
                putOffset(at - matchStart);
                putLength(length);
                int next = at + length;
                // In long runs every place looks the same; a few at both ends are enough.
                for (int i = at + 1; i < Math.min(next, end - MIN_MATCH + 1); i++) {
                    if (i < at + 16 || i > next - 16) {
                        remember(i);
                    }
                }
                at = next;
            } else {
                putLiteral(history[at] & 0xFF);
                at++;
            }
        }
        if (bitCount > 0) {
            put(0, -bitCount & 7);
        }
        return to < limit;
    }

    private int matchStart;

    /** The length of the longest match found; where it is, is in {@link #matchStart}. */
    private int longestMatch(int at, int end) {
        int best = MIN_MATCH - 1;
        int place = remember(at);
        for (int tries = 0; tries < MAX_TRIES && place != NOWHERE; tries++) {
            if (at + best < end && history[place + best] == history[at + best]) {
                int length = Arrays.mismatch(history, place, place + end - at, history, at, end);
                length = length < 0 ? end - at : length;
                if (length > best) {
                    best = length;
                    matchStart = place;
                    if (length >= GOOD_MATCH) {
                        break;
                    }
                }
            }
            int before = previous[place];
            // Entries of packets that were not sent may point ahead.
            place = before < place ? before : NOWHERE;
        }
        return best;
    }

    /** Enters a place; returns the one before with the same hash. */
    private int remember(int at) {
        int three = history[at] & 0xFF | (history[at + 1] & 0xFF) << 8 | history[at + 2] << 16;
        int hash = (three & 0xFFFFFF) * 0x9E3779B1 >>> hashShift;
        int before = last[hash];
        if (before >= at) {
            before = NOWHERE;
        }
        last[hash] = at;
        previous[at] = before;
        return before;
    }

    private void putLiteral(int value) {
        if (value < 0x80) {
            put(value, 8);
        } else {
            put(0b10 << 7 | value & 0x7F, 9);
        }
    }

    /** How far back a match is: [MS-RDPBCGR] 3.1.8.4.1.2.1 and 3.1.8.4.2.2.1. */
    private void putOffset(int offset) {
        if (variant == Variant.RDP5) {
            if (offset < 64) {
                put(0b11111 << 6 | offset, 11);
            } else if (offset < 320) {
                put(0b11110 << 8 | offset - 64, 13);
            } else if (offset < 2368) {
                put(0b1110 << 11 | offset - 320, 15);
            } else {
                put(0b110 << 16 | offset - 2368, 19);
            }
        } else if (offset < 64) {
            put(0b1111 << 6 | offset, 10);
        } else if (offset < 320) {
            put(0b1110 << 8 | offset - 64, 12);
        } else {
            put(0b110 << 13 | offset - 320, 16);
        }
    }

    /** Ones for each doubling from 4 on, a zero, and the rest: [MS-RDPBCGR] 3.1.8.4.1.2.2. */
    private void putLength(int length) {
        if (length == MIN_MATCH) {
            put(0, 1);
            return;
        }
        int rest = 31 - Integer.numberOfLeadingZeros(length);
        put((1 << rest - 1) - 1 << 1, rest);
        put(length & (1 << rest) - 1, rest);
    }

    /** Up to 32 bits, the highest first. */
    private void put(int value, int count) {
        bits = bits << count | value;
        bitCount += count;
        while (bitCount >= 8) {
            bitCount -= 8;
            out[to++] = (byte) (bits >>> bitCount);
        }
    }
}
