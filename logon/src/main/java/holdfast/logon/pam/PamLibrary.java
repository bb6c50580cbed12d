package holdfast.logon.pam;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** The calls of libpam.so.0 that are needed here. Safe for many threads; a handle is not. */
@SuppressWarnings("restricted")
final class PamLibrary {
    private static final Optional<PamLibrary> INSTALLED = load();

    final MethodHandle start;
    final MethodHandle end;
    final MethodHandle setItem;
    final MethodHandle getItem;
    final MethodHandle authenticate;
    final MethodHandle accountManagement;
    final MethodHandle changeToken;
    final MethodHandle setCredentials;
    final MethodHandle openSession;
    final MethodHandle closeSession;
    final MethodHandle environment;
    final MethodHandle describe;

    /** Answers belong to the module that asked, which gives them to free(). */
    final MethodHandle calloc;

    final MethodHandle free;

    /** For PAM_FAIL_DELAY: refusals wait at the door, where no thread waits with them. */
    final MemorySegment noDelay;

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;

    private PamLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        var flags = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
        start =
                pam(
                        "pam_start",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        end = pam("pam_end", flags);
        setItem = pam("pam_set_item", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        getItem = pam("pam_get_item", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        authenticate = pam("pam_authenticate", flags);
        accountManagement = pam("pam_acct_mgmt", flags);
        changeToken = pam("pam_chauthtok", flags);
        setCredentials = pam("pam_setcred", flags);
        openSession = pam("pam_open_session", flags);
        closeSession = pam("pam_close_session", flags);
        environment = pam("pam_getenvlist", FunctionDescriptor.of(ADDRESS, ADDRESS));
        describe = pam("pam_strerror", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        SymbolLookup libc = linker.defaultLookup();
        calloc =
                linker.downcallHandle(
                        libc.findOrThrow("calloc"),
                        FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
        free = linker.downcallHandle(libc.findOrThrow("free"), FunctionDescriptor.ofVoid(ADDRESS));
        noDelay =
                linker.upcallStub(
                        MethodHandles.empty(
                                MethodType.methodType(
                                        void.class, int.class, int.class, MemorySegment.class)),
                        FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, ADDRESS),
                        Arena.global());
    }

    /** Empty where PAM is not installed. */
    static Optional<PamLibrary> installed() {
        return INSTALLED;
    }

    MemorySegment upcall(MethodHandle target, FunctionDescriptor description, Arena arena) {
        return linker.upcallStub(target, description, arena);
    }

    private MethodHandle pam(String name, FunctionDescriptor description) {
        return linker.downcallHandle(symbols.findOrThrow(name), description);
    }

    private static Optional<PamLibrary> load() {
        try {
            var symbols = SymbolLookup.libraryLookup("libpam.so.0", Arena.global());
            return Optional.of(new PamLibrary(symbols));
        } catch (IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
    }
}
