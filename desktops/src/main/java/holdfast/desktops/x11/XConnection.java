package holdfast.desktops.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an X server. For the thread that opened it only. Nothing here waits without
 * end, but for {@link #open} and {@link #flush} with a server that hangs.
 */
@SuppressWarnings("restricted")
final class XConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    // xcb_auth_info_t
    private static final long AUTH_SIZE = 32;
    private static final long AUTH_NAME_LENGTH = 0;
    private static final long AUTH_NAME = 8;
    private static final long AUTH_DATA_LENGTH = 16;
    private static final long AUTH_DATA = 24;

    // xcb_protocol_request_t
    private static final long REQUEST_SIZE = 24;
    private static final long REQUEST_COUNT = 0;
    private static final long REQUEST_OPCODE = 16;
    private static final long REQUEST_IS_VOID = 17;

    /** libxcb writes into two entries before the ones it is given. */
    private static final int SPARE_VECTORS = 2;

    private static final long VECTOR_SIZE = 16;

    // struct pollfd
    private static final long POLLFD_SIZE = 8;
    private static final long POLLFD_EVENTS = 4;
    private static final long POLLFD_RETURNED = 6;

    private static final int EVENT_SIZE = 32;

    /**
     * A whole screen of the largest size fits; the server is the user's, so it may say anything.
     */
    private static final long MOST_REPLY_WORDS = 128 << 20;

    private static final int ERROR = 0;

    private final Libxcb xcb;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment connection;
    private final MemorySegment vectors = arena.allocate(VECTOR_SIZE * (SPARE_VECTORS + 1), 8);
    private final MemorySegment request = arena.allocate(REQUEST_SIZE, 8);
    private final MemorySegment descriptors = arena.allocate(INT);
    private final MemorySegment results = arena.allocate(LONG, 2);
    private final MemorySegment pollfds = arena.allocate(POLLFD_SIZE * 2, 4);
    private final int socket;
    private final XSetup setup;
    private MemorySegment buffer = arena.allocate(4096, 8);

    private XConnection(Libxcb xcb, MemorySegment connection) throws Throwable {
        this.xcb = xcb;
        this.connection = connection;
        socket = (int) xcb.descriptor.invokeExact(connection);
        MemorySegment bytes = ((MemorySegment) xcb.setup.invokeExact(connection)).reinterpret(8);
        long length = 8 + 4L * Short.toUnsignedInt(bytes.get(ValueLayout.JAVA_SHORT, 6));
        setup = XSetup.decode(XMessage.copyOf(bytes.reinterpret(length)));
    }

    /** Connects with a cookie; throws when there is no such server, or it refuses. */
    static XConnection open(Libxcb xcb, int display, byte[] cookie) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = XAuthority.PROTOCOL.getBytes(StandardCharsets.US_ASCII);
            MemorySegment auth = arena.allocate(AUTH_SIZE, 8);
            auth.set(INT, AUTH_NAME_LENGTH, name.length);
            auth.set(
                    ValueLayout.ADDRESS,
                    AUTH_NAME,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, name));
            auth.set(INT, AUTH_DATA_LENGTH, cookie.length);
            auth.set(
                    ValueLayout.ADDRESS,
                    AUTH_DATA,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, cookie));
            MemorySegment connection =
                    (MemorySegment)
                            xcb.connect.invokeExact(
                                    arena.allocateFrom("unix:" + display),
                                    auth,
                                    MemorySegment.NULL);
            int error = (int) xcb.hasError.invokeExact(connection);
            if (error != 0) {
                xcb.disconnect.invokeExact(connection);
                throw new XException("no connection to display :" + display);
            }
            return new XConnection(xcb, connection);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    XSetup setup() {
        return setup;
    }

    /** The account that the X server runs as. */
    long serverUid() {
        return Libc.peerUid(socket);
    }

    /** A new id for a window, region, damage or segment. */
    int newId() {
        try {
            return (int) xcb.generateId.invokeExact(connection);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    /** Sends a request that has no reply; an error comes as an event. */
    void send(XRequest what) {
        int unused = send(what, true, -1);
    }

    /** The same with a file descriptor, which is then closed here. */
    void sendWithDescriptor(XRequest what, int fd) {
        int unused = send(what, true, fd);
    }

    /** Sends a request and waits for its reply. */
    XMessage ask(XRequest what) {
        return await(post(what), PATIENCE);
    }

    /** Sends a request; {@link #await} has its reply. */
    int post(XRequest what) {
        return send(what, false, -1);
    }

    /** Waits for a reply; an X error, silence and a dead server are exceptions. */
    XMessage await(int sequence, Duration patience) {
        flush();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<XMessage> reply = poll(sequence);
            if (reply.isPresent()) {
                return reply.get();
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                discard(sequence);
                throw new XException("the X server does not answer");
            }
            boolean unused = waitForInput(millis, -1);
        }
    }

    /** Waits for several replies whose content does not matter. */
    void awaitAll(List<Integer> sequences, Duration patience) {
        int done = 0;
        try {
            for (int sequence : sequences) {
                done++;
                XMessage unused = await(sequence, patience);
            }
        } finally {
            // libxcb would keep them for ever.
            sequences.subList(done, sequences.size()).forEach(this::discard);
        }
    }

    private Optional<XMessage> poll(int sequence) {
        try {
            results.set(LONG, 0, 0);
            results.set(LONG, 8, 0);
            int answered =
                    (int)
                            xcb.pollForReply.invokeExact(
                                    connection, sequence, results, results.asSlice(8));
            XMessage error = take(results.get(ValueLayout.ADDRESS, 8), EVENT_SIZE);
            if (error != null) {
                throw XException.of(error);
            }
            MemorySegment reply = results.get(ValueLayout.ADDRESS, 0);
            if (reply.address() != 0) {
                long words = Integer.toUnsignedLong(reply.reinterpret(8).get(INT, 4));
                if (words > MOST_REPLY_WORDS) {
                    Libc.free(reply);
                    throw new XException("a reply of " + words + " words");
                }
                return Optional.ofNullable(take(reply, EVENT_SIZE + 4 * words));
            }
            if (isBroken()) {
                throw new XException("the X server is gone");
            }
            if (answered != 0) {
                throw new XException("no reply is expected");
            }
            return Optional.empty();
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    private void discard(int sequence) {
        try {
            xcb.discardReply.invokeExact(connection, sequence);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    /** The next event or asynchronous error, or null when there is none now. */
    @Nullable XMessage nextEvent() {
        try {
            return take((MemorySegment) xcb.pollForEvent.invokeExact(connection), EVENT_SIZE);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    static boolean isError(XMessage event) {
        return event.u8(0) == ERROR;
    }

    /** The server is gone, or we are refused for good. */
    boolean isBroken() {
        try {
            int error = (int) xcb.hasError.invokeExact(connection);
            return error != 0;
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    void flush() {
        try {
            int unused = (int) xcb.flush.invokeExact(connection);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    /**
     * Waits until the server says something or {@code eventfd} is signalled.
     *
     * @param millis -1 for ever
     * @param eventfd -1 for none
     * @return whether {@code eventfd} is signalled
     */
    boolean waitForInput(long millis, int eventfd) {
        pollfds.set(INT, 0, socket);
        pollfds.set(ValueLayout.JAVA_SHORT, POLLFD_EVENTS, Libc.POLLIN);
        pollfds.set(INT, POLLFD_SIZE, eventfd);
        pollfds.set(ValueLayout.JAVA_SHORT, POLLFD_SIZE + POLLFD_EVENTS, Libc.POLLIN);
        int ready = Libc.poll(pollfds, 2, (int) Math.min(millis, Integer.MAX_VALUE));
        return ready > 0 && pollfds.get(ValueLayout.JAVA_SHORT, POLLFD_SIZE + POLLFD_RETURNED) != 0;
    }

    @Override
    public void close() {
        try {
            xcb.disconnect.invokeExact(connection);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        } finally {
            arena.close();
        }
    }

    private int send(XRequest what, boolean isVoid, int fd) {
        byte[] bytes = what.finish();
        MemorySegment to = buffer(bytes.length);
        MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 0, bytes.length);
        MemorySegment vector = vectors.asSlice(VECTOR_SIZE * SPARE_VECTORS);
        vector.set(ValueLayout.ADDRESS, 0, to);
        vector.set(LONG, 8, bytes.length);
        request.set(LONG, REQUEST_COUNT, 1);
        request.set(ValueLayout.JAVA_BYTE, REQUEST_OPCODE, (byte) what.major);
        request.set(ValueLayout.JAVA_BYTE, REQUEST_IS_VOID, (byte) (isVoid ? 1 : 0));
        descriptors.set(INT, 0, fd);
        try {
            int flags = isVoid ? 0 : Libxcb.CHECKED;
            return (int)
                    xcb.sendRequest.invokeExact(
                            connection, flags, vector, request, fd < 0 ? 0 : 1, descriptors);
        } catch (Throwable e) {
            throw Libc.rethrow(e);
        }
    }

    private MemorySegment buffer(int size) {
        if (size <= buffer.byteSize()) {
            return buffer;
        }
        // Clipboard chunks are the largest; the buffer never grows past a few of these.
        buffer = arena.allocate(Math.max(size, 2 * buffer.byteSize()), 8);
        return buffer;
    }

    private static @Nullable XMessage take(MemorySegment allocated, long size) {
        if (allocated.address() == 0) {
            return null;
        }
        XMessage copy = XMessage.copyOf(allocated.reinterpret(size));
        Libc.free(allocated);
        return copy;
    }
}
