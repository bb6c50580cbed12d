package holdfast.protocol.channel;

import holdfast.protocol.connect.StaticChannel;
import java.util.ArrayDeque;

/**
 * What waits to be sent on the static channels of one connection. Messages are cut into chunks only
 * when there is credit, a chunk of each channel in turn: a clipboard of 10 MB neither delays the
 * other channels nor the picture. Not safe for more than one thread; its owner is the connection.
 */
public final class ChannelOutbox {
    /** CHANNEL_CHUNK_LENGTH: what every client takes. [MS-RDPBCGR] 2.2.7.1.10 */
    public static final int CHUNK_LENGTH = 1600;

    /** The largest chunk size that a Virtual Channel capability set may name. */
    public static final int MAX_CHUNK_LENGTH = 16_256;

    private static final int HEADER =
            4 // length
                    + 4; // flags

    private static final byte[] NOTHING = {};

    private final int chunkLength;
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private boolean suspended;

    /**
     * @param chunkLength VCChunkSize of our Virtual Channel capability set
     */
    public ChannelOutbox(int chunkLength) {
        if (chunkLength < CHUNK_LENGTH || chunkLength > MAX_CHUNK_LENGTH) {
            throw new IllegalArgumentException("no such chunk size: " + chunkLength);
        }
        this.chunkLength = chunkLength;
    }

    /** The queue of one channel. */
    public final class Lane {
        private final StaticChannel channel;
        private final int flags;
        private final long limit;
        private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
        private long queued;
        private int sent;

        private Lane(StaticChannel channel, long limit) {
            this.channel = channel;
            this.flags = channel.showProtocol() ? ChannelFlags.SHOW_PROTOCOL : 0;
            this.limit = limit;
        }

        /** Whether {@link #offer} takes another message. */
        public boolean writable() {
            return queued < limit;
        }

        /** Bytes of messages not yet handed to the sink. */
        public long queued() {
            return queued;
        }

        /**
         * Queues a message, which is not copied. False when the queue is full; a channel whose
         * client does not read is better ended than fed with every other message.
         */
        public boolean offer(byte[] message) {
            if (!writable()) {
                return false;
            }
            if (messages.isEmpty()) {
                ready.add(this);
            }
            messages.add(message);
            queued += message.length;
            return true;
        }

        private int sendChunk(ChunkSink sink) {
            byte[] message = messages.element();
            int length = Math.min(chunkLength, message.length - sent);
            boolean last = sent + length == message.length;
            int chunkFlags =
                    flags | (sent == 0 ? ChannelFlags.FIRST : 0) | (last ? ChannelFlags.LAST : 0);
            sink.chunk(channel, message.length, chunkFlags, message, sent, length);
            queued -= length;
            sent += length;
            if (last) {
                messages.remove();
                sent = 0;
            }
            return HEADER + length;
        }
    }

    /**
     * Adds the queue of a channel.
     *
     * @param limit bytes that may wait; the message that crosses it is still taken
     */
    public Lane lane(StaticChannel channel, long limit) {
        return new Lane(channel, limit);
    }

    /** Whether something waits that {@link #drain} would send. */
    public boolean pending() {
        return !suspended && !ready.isEmpty();
    }

    /**
     * Hands chunks to the sink until {@code credit} bytes are used up; the chunk that crosses the
     * mark is still sent. Give little credit while a frame waits to be sent.
     *
     * @return the bytes handed over, headers of chunks included
     */
    public int drain(int credit, ChunkSink sink) {
        int used = 0;
        while (used < credit && pending()) {
            Lane lane = ready.remove();
            used += lane.sendChunk(sink);
            if (!lane.messages.isEmpty()) {
                ready.add(lane);
            }
        }
        return used;
    }

    /** Tells the client to hold back the traffic of all channels, and holds back ours. */
    public void suspend(StaticChannel channel, ChunkSink sink) {
        suspended = true;
        control(channel, ChannelFlags.SUSPEND, sink);
    }

    public void resume(StaticChannel channel, ChunkSink sink) {
        suspended = false;
        control(channel, ChannelFlags.RESUME, sink);
    }

    private static void control(StaticChannel channel, int flag, ChunkSink sink) {
        sink.chunk(channel, 0, ChannelFlags.FIRST | ChannelFlags.LAST | flag, NOTHING, 0, 0);
    }
}
