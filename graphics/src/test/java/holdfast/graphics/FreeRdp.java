package holdfast.graphics;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The decoders of libfreerdp 2, where it is installed: what a real client makes of our bytes. Tests
 * that need it are skipped without it.
 */
public final class FreeRdp implements AutoCloseable {
    /** PIXEL_FORMAT_BGRX32: 32 bits, type BGRA, no alpha, eight bits each. */
    private static final int BGRX32 = 32 << 24 | 4 << 16 | 0x0888;

    private static final Linker LINKER = Linker.nativeLinker();

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup library;

    private FreeRdp(SymbolLookup library) {
        this.library = library;
    }

    public static Optional<FreeRdp> open() {
        try {
            return Optional.of(
                    new FreeRdp(SymbolLookup.libraryLookup("libfreerdp2.so.2", Arena.global())));
        } catch (IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
    }

    /** Pixels from the top row down. {@code rgb} is the palette; only for eight bits per pixel. */
    public int[] interleaved(byte[] stream, int width, int height, int bits, int[] rgb) {
        MemorySegment context = address(call("bitmap_interleaved_context_new", ADDRESS, 0));
        MemorySegment palette = arena.allocate(4 + 4 + 256 * 4);
        palette.set(JAVA_INT, 0, BGRX32);
        for (int i = 0; i < rgb.length; i++) {
            palette.setAtIndex(JAVA_INT, 1 + i, Integer.reverseBytes(rgb[i]));
        }
        MemorySegment target = arena.allocate(4L * width * height, 16);
        int ok =
                (int)
                        call(
                                "interleaved_decompress",
                                JAVA_INT,
                                context,
                                bytes(stream),
                                stream.length,
                                width,
                                height,
                                bits,
                                target,
                                BGRX32,
                                4 * width,
                                0,
                                0,
                                width,
                                height,
                                palette);
        call("bitmap_interleaved_context_free", null, context);
        require(ok == 1, "interleaved_decompress refuses");
        return rgb(target);
    }

    /** Pixels from the top row down. */
    public int[] planar(byte[] stream, int width, int height) {
        MemorySegment context =
                address(call("freerdp_bitmap_planar_context_new", ADDRESS, 0, width, height));
        MemorySegment target = arena.allocate(4L * width * height, 16);
        int ok =
                (int)
                        call(
                                "planar_decompress",
                                JAVA_INT,
                                context,
                                bytes(stream),
                                stream.length,
                                width,
                                height,
                                target,
                                BGRX32,
                                4 * width,
                                0,
                                0,
                                width,
                                height,
                                1);
        call("freerdp_bitmap_planar_context_free", null, context);
        require(ok == 1, "planar_decompress refuses");
        return rgb(target);
    }

    /** A receiver of bulk compression; gets a packet and its flags. */
    public BiFunction<byte[], Integer, byte[]> bulk(int type) {
        MemorySegment context = address(call("mppc_context_new", ADDRESS, type, 0));
        MemorySegment target = arena.allocate(ADDRESS);
        MemorySegment length = arena.allocate(JAVA_INT);
        return (packet, flags) -> {
            int ok =
                    (int)
                            call(
                                    "mppc_decompress",
                                    JAVA_INT,
                                    context,
                                    bytes(packet),
                                    packet.length,
                                    target,
                                    length,
                                    flags);
            require(ok >= 0, "mppc_decompress refuses");
            return target.get(ADDRESS, 0).reinterpret(length.get(JAVA_INT, 0)).toArray(JAVA_BYTE);
        };
    }

    private Object call(String name, MemoryLayout result, Object... arguments) {
        MemoryLayout[] types =
                Arrays.stream(arguments)
                        .map(a -> a instanceof Integer ? JAVA_INT : (MemoryLayout) ADDRESS)
                        .toArray(MemoryLayout[]::new);
        FunctionDescriptor type =
                result == null
                        ? FunctionDescriptor.ofVoid(types)
                        : FunctionDescriptor.of(result, types);
        MethodHandle handle = LINKER.downcallHandle(library.find(name).orElseThrow(), type);
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment address(Object result) {
        return (MemorySegment) result;
    }

    private MemorySegment bytes(byte[] stream) {
        return arena.allocateFrom(JAVA_BYTE, stream);
    }

    private static int[] rgb(MemorySegment pixels) {
        int[] values = pixels.toArray(ValueLayout.JAVA_INT);
        for (int i = 0; i < values.length; i++) {
            values[i] &= 0xFFFFFF;
        }
        return values;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
