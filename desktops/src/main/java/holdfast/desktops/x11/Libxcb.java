package holdfast.desktops.x11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * libxcb: the connection, its queues and its sequence numbers. Requests and replies pass as bytes,
 * so that no extension library is needed beside it, and no C structure is passed by value.
 */
@SuppressWarnings("restricted")
final class Libxcb {
    /** Errors come with the reply, not as events. */
    static final int CHECKED = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final Optional<Libxcb> LIBRARY = load();

    final MethodHandle connect;
    final MethodHandle disconnect;
    final MethodHandle hasError;
    final MethodHandle descriptor;
    final MethodHandle setup;
    final MethodHandle flush;
    final MethodHandle generateId;
    final MethodHandle pollForEvent;
    final MethodHandle pollForReply;
    final MethodHandle discardReply;
    final MethodHandle sendRequest;

    private Libxcb(SymbolLookup library) {
        connect =
                function(
                        library,
                        "xcb_connect_to_display_with_auth_info",
                        FunctionDescriptor.of(POINTER, POINTER, POINTER, POINTER));
        disconnect = function(library, "xcb_disconnect", FunctionDescriptor.ofVoid(POINTER));
        hasError = function(library, "xcb_connection_has_error", takes(INT));
        descriptor = function(library, "xcb_get_file_descriptor", takes(INT));
        setup = function(library, "xcb_get_setup", takes(POINTER));
        flush = function(library, "xcb_flush", takes(INT));
        generateId = function(library, "xcb_generate_id", takes(INT));
        pollForEvent = function(library, "xcb_poll_for_event", takes(POINTER));
        pollForReply =
                function(
                        library,
                        "xcb_poll_for_reply",
                        FunctionDescriptor.of(INT, POINTER, INT, POINTER, POINTER));
        discardReply =
                function(library, "xcb_discard_reply", FunctionDescriptor.ofVoid(POINTER, INT));
        sendRequest =
                function(
                        library,
                        "xcb_send_request_with_fds",
                        FunctionDescriptor.of(INT, POINTER, INT, POINTER, POINTER, INT, POINTER));
    }

    /** Empty when the library is not installed. */
    static Optional<Libxcb> library() {
        return LIBRARY;
    }

    private static Optional<Libxcb> load() {
        try {
            return Optional.of(
                    new Libxcb(SymbolLookup.libraryLookup("libxcb.so.1", Arena.global())));
        } catch (IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
    }

    private static FunctionDescriptor takes(MemoryLayout result) {
        return FunctionDescriptor.of(result, POINTER);
    }

    private static MethodHandle function(
            SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }
}
