package holdfast.desktops.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few system calls that the JDK has no name for. Linux, 64 bits. */
@SuppressWarnings("restricted")
final class Libc {
    static final short POLLIN = 1;
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int MFD_CLOEXEC = 1;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MADV_REMOVE = 9;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int EINTR = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle POLL = function("poll", INT, POINTER, LONG, INT);
    private static final MethodHandle EVENTFD = function("eventfd", INT, INT, INT);
    private static final MethodHandle READ = function("read", LONG, INT, POINTER, LONG);
    private static final MethodHandle WRITE = function("write", LONG, INT, POINTER, LONG);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle MEMFD_CREATE = function("memfd_create", INT, POINTER, INT);
    private static final MethodHandle FTRUNCATE = function("ftruncate", INT, INT, LONG);
    private static final MethodHandle MMAP =
            function("mmap", POINTER, POINTER, LONG, INT, INT, INT, LONG);
    private static final MethodHandle MUNMAP = function("munmap", INT, POINTER, LONG);
    private static final MethodHandle MADVISE = function("madvise", INT, POINTER, LONG, INT);
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
    private static final MethodHandle KILL = function("kill", INT, INT, INT);
    private static final MethodHandle FREE =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(POINTER));

    private Libc() {}

    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /** Waits until a descriptor of the {@code count} pollfds is ready, or the time is over. */
    static int poll(MemorySegment pollfds, int count, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int ready = (int) POLL.invokeExact(state, pollfds, (long) count, millis);
            // A signal is no reason to fail: the caller looks at its clock again.
            return ready < 0 && errno(state) == EINTR ? 0 : checked("poll", ready, state);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static int eventfd() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int fd = (int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK);
            return checked("eventfd", fd, state);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Makes an eventfd readable. */
    static void signal(int eventfd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long unused =
                    (long) WRITE.invokeExact(state, eventfd, arena.allocateFrom(LONG, 1L), 8L);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Makes an eventfd unreadable again. */
    static void drain(int eventfd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long unused = (long) READ.invokeExact(state, eventfd, arena.allocate(LONG), 8L);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            int unused = (int) CLOSE.invokeExact(arena.allocate(CALL_STATE), fd);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Memory without a name that can be handed to another process by descriptor. */
    static int memfd(String name, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int fd = (int) MEMFD_CREATE.invokeExact(state, arena.allocateFrom(name), MFD_CLOEXEC);
            checked("memfd_create", fd, state);
            int sized = (int) FTRUNCATE.invokeExact(state, fd, bytes);
            if (sized < 0) {
                close(fd);
            }
            checked("ftruncate", sized, state);
            return fd;
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Maps shared memory; valid until {@link #unmap}. */
    static MemorySegment map(int fd, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment at =
                    (MemorySegment)
                            MMAP.invokeExact(
                                    state,
                                    MemorySegment.NULL,
                                    bytes,
                                    PROT_READ | PROT_WRITE,
                                    MAP_SHARED,
                                    fd,
                                    0L);
            if (at.address() == -1L) {
                throw new XException("mmap failed, errno " + errno(state));
            }
            return at.reinterpret(bytes);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void unmap(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int unused =
                    (int) MUNMAP.invokeExact(arena.allocate(CALL_STATE), mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Gives the pages of shared memory back to the system; they read as zero afterwards. */
    static void release(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int unused =
                    (int)
                            MADVISE.invokeExact(
                                    arena.allocate(CALL_STATE),
                                    mapped,
                                    mapped.byteSize(),
                                    MADV_REMOVE);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Sends a signal to a process, or to a process group by its negative number. */
    static void kill(long pid, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            int unused = (int) KILL.invokeExact(arena.allocate(CALL_STATE), (int) pid, signal);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** The account of the process at the other end of a local socket. */
    static long peerUid(int socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment credentials = arena.allocate(INT, 3); // pid, uid, gid
            MemorySegment length = arena.allocateFrom(INT, 12);
            int got =
                    (int)
                            GETSOCKOPT.invokeExact(
                                    state, socket, SOL_SOCKET, SO_PEERCRED, credentials, length);
            checked("getsockopt", got, state);
            return Integer.toUnsignedLong(credentials.getAtIndex(INT, 1));
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void free(MemorySegment allocated) {
        try {
            FREE.invokeExact(allocated);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static int checked(String what, int result, MemorySegment state) {
        if (result < 0) {
            throw new XException(what + " failed, errno " + errno(state));
        }
        return result;
    }

    static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }
}
