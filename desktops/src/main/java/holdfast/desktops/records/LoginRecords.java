package holdfast.desktops.records;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes utmp, which {@code who} reads, and wtmp, which {@code last} reads: a record when a client
 * is connected to a session and one when it is no more. Through the C library's {@code
 * pututxline(3)} and {@code updwtmpx(3)}, which lock the files against other writers. A file that
 * is not there is not made: its absence switches the record off, as everywhere. Safe for all
 * threads.
 */
@SuppressWarnings("restricted")
public final class LoginRecords {
    private static final Logger log = LoggerFactory.getLogger(LoginRecords.class);
    private static final Path UTMP = Path.of("/var/run/utmp");
    private static final Path WTMP = Path.of("/var/log/wtmp");
    private static final short USER_PROCESS = 7;
    private static final short DEAD_PROCESS = 8;

    /** glibc's {@code struct utmpx} on 64-bit Linux: 384 bytes, times in 32 bits. */
    private static final StructLayout RECORD =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_SHORT.withName("type"),
                    MemoryLayout.paddingLayout(2),
                    ValueLayout.JAVA_INT.withName("pid"),
                    text("line", 32),
                    text("id", 4),
                    text("user", 32),
                    text("host", 256),
                    ValueLayout.JAVA_INT.withName("exit"),
                    ValueLayout.JAVA_INT.withName("session"),
                    ValueLayout.JAVA_INT.withName("seconds"),
                    ValueLayout.JAVA_INT.withName("microseconds"),
                    text("address", 16),
                    text("unused", 20));

    private static final Linker LINKER = Linker.nativeLinker();

    /** The C library keeps one place in one utmp file for the whole process. */
    private static final Object UTMP_LOCK = new Object();

    private final Path utmp;
    private final Path wtmp;

    public LoginRecords(Path utmp, Path wtmp) {
        this.utmp = utmp;
        this.wtmp = wtmp;
    }

    public static LoginRecords ofThisMachine() {
        return new LoginRecords(UTMP, WTMP);
    }

    /**
     * A client is connected from now on.
     *
     * @param line what the session is shown on, such as {@code :10}
     * @param leader the process that the record stands for; programs drop records of dead ones
     * @param from the client's address
     */
    public void connected(
            String line, String user, long leader, Optional<InetAddress> from, Instant now) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = row(arena, USER_PROCESS, line, leader, now);
            put(row, "user", user);
            from.ifPresent(address -> {
                put(row, "host", address.getHostAddress());
                MemorySegment.copy(
                        address.getAddress(),
                        0,
                        row,
                        ValueLayout.JAVA_BYTE,
                        offset("address"),
                        address instanceof Inet4Address ? 4 : 16);
            });
            write(arena, row);
        }
    }

    /** No client is connected any more. */
    public void disconnected(String line, long leader, Instant now) {
        try (Arena arena = Arena.ofConfined()) {
            write(arena, row(arena, DEAD_PROCESS, line, leader, now));
        }
    }

    private static MemorySegment row(
            Arena arena, short type, String line, long leader, Instant now) {
        MemorySegment row = arena.allocate(RECORD);
        row.set(ValueLayout.JAVA_SHORT, offset("type"), type);
        row.set(ValueLayout.JAVA_INT, offset("pid"), (int) leader);
        put(row, "line", line);
        // Tells the rows of utmp apart; the end of the line is what differs.
        put(row, "id", line.substring(Math.max(0, line.length() - 4)));
        row.set(ValueLayout.JAVA_INT, offset("seconds"), (int) now.getEpochSecond());
        row.set(ValueLayout.JAVA_INT, offset("microseconds"), now.getNano() / 1000);
        return row;
    }

    private void write(Arena arena, MemorySegment row) {
        try {
            if (Files.isWritable(utmp)) {
                synchronized (UTMP_LOCK) {
                    int unused = (int) Calls.NAME.invokeExact(arena.allocateFrom(utmp.toString()));
                    Calls.REWIND.invokeExact();
                    MemorySegment put = (MemorySegment) Calls.PUT.invokeExact(row);
                    Calls.END.invokeExact();
                    if (put.equals(MemorySegment.NULL)) {
                        log.atWarn().addKeyValue("file", utmp).log("A logon is not recorded");
                    }
                }
            }
            if (Files.isWritable(wtmp)) {
                Calls.APPEND.invokeExact(arena.allocateFrom(wtmp.toString()), row);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cut to its field, which needs no zero at its end when it is full. */
    private static void put(MemorySegment row, String field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long room = RECORD.select(MemoryLayout.PathElement.groupElement(field)).byteSize();
        byte[] fitting = Arrays.copyOf(bytes, (int) Math.min(room, bytes.length));
        MemorySegment.copy(fitting, 0, row, ValueLayout.JAVA_BYTE, offset(field), fitting.length);
    }

    private static long offset(String field) {
        return RECORD.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private static MemoryLayout text(String name, long bytes) {
        return MemoryLayout.sequenceLayout(bytes, ValueLayout.JAVA_BYTE).withName(name);
    }

    /** Looked up when first needed. */
    private static final class Calls {
        static final MethodHandle NAME =
                call("utmpxname", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        static final MethodHandle REWIND = call("setutxent", FunctionDescriptor.ofVoid());
        static final MethodHandle PUT =
                call("pututxline", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        static final MethodHandle END = call("endutxent", FunctionDescriptor.ofVoid());
        static final MethodHandle APPEND =
                call(
                        "updwtmpx",
                        FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS));

        private static MethodHandle call(String name, FunctionDescriptor descriptor) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
        }
    }
}
