package holdfast.logon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * getpwnam_r and getpwuid_r of the C library, whatever name service stands behind them. Nothing
 * native escapes this class. Safe for many threads; a call may block as long as the name service
 * does.
 */
@SuppressWarnings("restricted")
final class NativeOsUsers implements OsUsers {
    // struct passwd of glibc and musl on 64-bit machines.
    private static final int PW_NAME = 0;
    private static final int PW_UID = 16;
    private static final int PW_GID = 20;
    private static final int PW_DIR = 32;
    private static final int PW_SHELL = 40;
    private static final int PW_SIZE = 48;

    private static final int ERANGE = 34;
    private static final int FIRST_BUFFER = 4 << 10;
    private static final int LAST_BUFFER = 1 << 20;
    private static final int LONGEST_FIELD = 4096;

    private static final NativeOsUsers INSTANCE = new NativeOsUsers();

    private final MethodHandle getpwnam;
    private final MethodHandle getpwuid;
    private final MethodHandle geteuid;

    private NativeOsUsers() {
        Linker linker = Linker.nativeLinker();
        getpwnam =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getpwnam_r"),
                        FunctionDescriptor.of(
                                JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        getpwuid =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getpwuid_r"),
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        geteuid =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("geteuid"),
                        FunctionDescriptor.of(JAVA_INT));
    }

    static NativeOsUsers instance() {
        return INSTANCE;
    }

    @Override
    public Optional<OsUser> byName(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment wanted = arena.allocateFrom(name);
            return lookUp(
                    arena,
                    (entry, buffer, result) ->
                            (int)
                                    getpwnam.invokeExact(
                                            wanted, entry, buffer, buffer.byteSize(), result));
        }
    }

    @Override
    public OsUser self() {
        try (var arena = Arena.ofConfined()) {
            int uid = (int) geteuid.invokeExact();
            return lookUp(
                            arena,
                            (entry, buffer, result) ->
                                    (int)
                                            getpwuid.invokeExact(
                                                    uid, entry, buffer, buffer.byteSize(), result))
                    .orElseGet(() -> nameless(uid & 0xFFFF_FFFFL));
        } catch (Throwable broken) {
            throw new LinkageError("geteuid cannot be called", broken);
        }
    }

    /** Containers run servers under numbers that no name service knows. */
    private static OsUser nameless(long uid) {
        return new OsUser(Long.toString(uid), uid, uid, System.getProperty("user.home", "/"), "");
    }

    @FunctionalInterface
    private interface Call {
        int call(MemorySegment entry, MemorySegment buffer, MemorySegment result) throws Throwable;
    }

    private static Optional<OsUser> lookUp(Arena arena, Call call) {
        MemorySegment entry = arena.allocate(PW_SIZE, 8);
        MemorySegment result = arena.allocate(ADDRESS);
        try {
            for (int size = FIRST_BUFFER; size <= LAST_BUFFER; size *= 4) {
                int error = call.call(entry, arena.allocate(size), result);
                if (error == ERANGE) {
                    continue;
                }
                boolean found = error == 0 && result.get(ADDRESS, 0).address() != 0;
                return found ? Optional.of(read(entry)) : Optional.empty();
            }
            return Optional.empty();
        } catch (Throwable broken) {
            throw new LinkageError("the name service cannot be asked", broken);
        }
    }

    private static OsUser read(MemorySegment entry) {
        return new OsUser(
                text(entry, PW_NAME),
                entry.get(JAVA_INT, PW_UID) & 0xFFFF_FFFFL,
                entry.get(JAVA_INT, PW_GID) & 0xFFFF_FFFFL,
                text(entry, PW_DIR),
                text(entry, PW_SHELL));
    }

    private static String text(MemorySegment entry, int field) {
        MemorySegment at = entry.get(ADDRESS, field);
        return at.address() == 0 ? "" : at.reinterpret(LONGEST_FIELD).getString(0);
    }
}
