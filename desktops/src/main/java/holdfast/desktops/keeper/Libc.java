package holdfast.desktops.keeper;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The C library's calls that the keeper needs, on Linux. For one thread: buffers are shared between
 * calls. Nothing native escapes this class.
 */
@SuppressWarnings("restricted")
final class Libc {
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    static final short POLLHUP = 0x10;
    static final short POLLERR = 0x08;

    /** As {@code read} and {@code write}: try again when poll says so. */
    static final int AGAIN = -1;

    /**
     * The other end is gone; also what a pseudo-terminal says when all of its slaves are closed.
     */
    static final int GONE = -2;

    static final int BUFFER = 64 * 1024;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETFL = 4;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SOCKADDR_UN = 110;
    private static final int PATH_OFFSET = 2;
    private static final int MAX_PATH = 107;
    private static final int POLLFD = 8;
    private static final long PIDFD_OPEN = 434;
    private static final int BACKLOG = 64;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private MemorySegment polls = arena.allocate(64 * POLLFD, 8);

    private final MethodHandle openpt = handle("posix_openpt", JAVA_INT, JAVA_INT);
    private final MethodHandle grantpt = handle("grantpt", JAVA_INT, JAVA_INT);
    private final MethodHandle unlockpt = handle("unlockpt", JAVA_INT, JAVA_INT);
    private final MethodHandle ptsname =
            handle("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle open = variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle ioctl = variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private final MethodHandle fcntl = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle syscall =
            variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
    private final MethodHandle read = handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle write = handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle close = handle("close", JAVA_INT, JAVA_INT);
    private final MethodHandle poll = handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle socket = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle bind = handle("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle listen = handle("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle accept =
            handle("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private final MethodHandle getsockopt =
            handle("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private final MethodHandle umask = handle("umask", JAVA_INT, JAVA_INT);
    private final MethodHandle kill = handle("kill", JAVA_INT, JAVA_INT, JAVA_INT);

    private static MethodHandle handle(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(
            String name, int first, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(first));
    }

    /** A new pseudo-terminal's master, which never blocks. */
    int openMaster() throws IOException {
        int master =
                check(
                        "posix_openpt",
                        call(() -> (int) openpt.invokeExact(state, O_RDWR | O_NOCTTY | O_CLOEXEC)));
        try {
            check("grantpt", call(() -> (int) grantpt.invokeExact(state, master)));
            check("unlockpt", call(() -> (int) unlockpt.invokeExact(state, master)));
            check("fcntl", call(() -> (int) fcntl.invokeExact(state, master, F_SETFL, O_NONBLOCK)));
        } catch (IOException e) {
            close(master);
            throw e;
        }
        return master;
    }

    Path slaveOf(int master) throws IOException {
        check("ptsname_r", call(() -> (int) ptsname.invokeExact(state, master, buffer, 128L)));
        return Path.of(buffer.getString(0));
    }

    /** Opens a terminal without making it the controlling one. */
    int openTerminal(Path path) throws IOException {
        MemorySegment name = name(path);
        return check(
                "open",
                call(() -> (int) open.invokeExact(state, name, O_RDWR | O_NOCTTY | O_CLOEXEC, 0)));
    }

    private MemorySegment name(Path path) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return buffer;
    }

    void resize(int master, WindowSize size) throws IOException {
        buffer.set(ValueLayout.JAVA_SHORT, 0, (short) size.rows());
        buffer.set(ValueLayout.JAVA_SHORT, 2, (short) size.columns());
        buffer.set(ValueLayout.JAVA_SHORT, 4, (short) size.width());
        buffer.set(ValueLayout.JAVA_SHORT, 6, (short) size.height());
        check("ioctl", call(() -> (int) ioctl.invokeExact(state, master, TIOCSWINSZ, buffer)));
    }

    /** A descriptor that can be read once the process has ended. */
    int watch(long pid) throws IOException {
        return check(
                "pidfd_open",
                call(() -> (int) (long) syscall.invokeExact(state, PIDFD_OPEN, (int) pid, 0)));
    }

    /**
     * A socket that only this user reaches, in the current folder or elsewhere.
     *
     * @param path at most 107 bytes
     */
    int listen(Path path) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_PATH) {
            throw new IOException("the path of the keeper's socket is too long");
        }
        int fd =
                check(
                        "socket",
                        call(() ->
                                (int)
                                        socket.invokeExact(
                                                state,
                                                AF_UNIX,
                                                SOCK_STREAM | O_NONBLOCK | O_CLOEXEC,
                                                0)));
        buffer.asSlice(0, SOCKADDR_UN).fill((byte) 0);
        buffer.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, buffer, ValueLayout.JAVA_BYTE, PATH_OFFSET, name.length);
        int before = call(() -> (int) umask.invokeExact(state, 0177));
        check("bind", call(() -> (int) bind.invokeExact(state, fd, buffer, SOCKADDR_UN)));
        int after = call(() -> (int) umask.invokeExact(state, before));
        check("umask", after);
        check("listen", call(() -> (int) listen.invokeExact(state, fd, BACKLOG)));
        return fd;
    }

    /** A connection, or {@link #AGAIN}. */
    int accept(int listener) {
        return call(() ->
                (int)
                        accept.invokeExact(
                                state,
                                listener,
                                MemorySegment.NULL,
                                MemorySegment.NULL,
                                O_NONBLOCK | O_CLOEXEC));
    }

    /** The user at the other end, as the kernel knows it. */
    int peerUser(int fd) throws IOException {
        MemorySegment length = buffer.asSlice(64, 4);
        length.set(JAVA_INT, 0, 12);
        check(
                "getsockopt",
                call(() ->
                        (int)
                                getsockopt.invokeExact(
                                        state, fd, SOL_SOCKET, SO_PEERCRED, buffer, length)));
        return buffer.get(JAVA_INT, 4);
    }

    /** Bytes read into {@code to}; 0 when there will be no more, {@link #AGAIN}, {@link #GONE}. */
    int read(int fd, byte[] to) {
        long length = Math.min(BUFFER, to.length);
        int count = call(() -> (int) (long) read.invokeExact(state, fd, buffer, length));
        if (count > 0) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, to, 0, count);
        }
        return count < 0 ? failure() : count;
    }

    /** Bytes written, {@link #AGAIN} or {@link #GONE}. */
    int write(int fd, byte[] from, int start, int length) {
        int count = Math.min(BUFFER, length);
        MemorySegment.copy(from, start, buffer, ValueLayout.JAVA_BYTE, 0, count);
        int written = call(() -> (int) (long) write.invokeExact(state, fd, buffer, (long) count));
        return written < 0 ? failure() : written;
    }

    private int failure() {
        int errno = (int) ERRNO.get(state, 0L);
        return errno == EAGAIN || errno == EINTR ? AGAIN : GONE;
    }

    void close(int fd) {
        int ignored = call(() -> (int) close.invokeExact(state, fd));
        assert ignored <= 0;
    }

    /** False when there is no such process, or it is not ours. Negative pids are groups. */
    boolean kill(long pid, int signal) {
        return call(() -> (int) kill.invokeExact(state, (int) pid, signal)) == 0;
    }

    /**
     * Waits. {@code events} are what to wait for by descriptor; replaced by what happened.
     *
     * @param timeoutMillis negative: for ever
     */
    void poll(int[] fds, short[] events, int count, int timeoutMillis) throws IOException {
        if (polls.byteSize() < (long) count * POLLFD) {
            polls = arena.allocate(2L * count * POLLFD, 8);
        }
        for (int i = 0; i < count; i++) {
            polls.set(JAVA_INT, (long) i * POLLFD, fds[i]);
            polls.set(ValueLayout.JAVA_SHORT, (long) i * POLLFD + 4, events[i]);
            polls.set(ValueLayout.JAVA_SHORT, (long) i * POLLFD + 6, (short) 0);
        }
        MemorySegment all = polls;
        int ready = call(() -> (int) poll.invokeExact(state, all, (long) count, timeoutMillis));
        if (ready < 0 && failure() != AGAIN) {
            throw new IOException("poll failed: errno " + (int) ERRNO.get(state, 0L));
        }
        for (int i = 0; i < count; i++) {
            events[i] = ready < 0 ? 0 : polls.get(ValueLayout.JAVA_SHORT, (long) i * POLLFD + 6);
        }
    }

    private int check(String call, int result) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed: errno " + (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    private interface Call {
        int run() throws Throwable;
    }

    private static int call(Call call) {
        try {
            return call.run();
        } catch (Throwable e) {
            throw new AssertionError("a downcall cannot throw", e);
        }
    }
}
