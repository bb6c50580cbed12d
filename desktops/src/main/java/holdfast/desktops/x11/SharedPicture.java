package holdfast.desktops.x11;

import holdfast.desktops.DisplaySize;
import holdfast.graphics.Rect;
import holdfast.graphics.damage.Pixels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the X server writes pixels into, laid out as the whole screen. What lies outside the
 * areas grabbed last is old. Grabbed by the display's thread.
 */
final class SharedPicture {
    private static final int BYTES_PER_PIXEL = 4;

    /** Room for areas that are narrower than the screen, and so must be unpacked. */
    private static final int SCRATCH_BYTES = 1 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final XConnection x;
    private final XCore core;
    private final Optional<XShm> shm;
    private final DisplaySize size;
    private final MemorySegment memory;
    private final long scratch;
    private final int segment;
    private @Nullable MemorySegment mapping;

    private record Narrow(Rect area, long offset) {}

    SharedPicture(XConnection x, XCore core, Optional<XShm> shm, DisplaySize size) {
        this.x = x;
        this.core = core;
        this.shm = shm;
        this.size = size;
        scratch = Math.multiplyExact((long) size.width() * BYTES_PER_PIXEL, size.height());
        if (shm.isPresent()) {
            long bytes = scratch + SCRATCH_BYTES;
            int fd = Libc.memfd("holdfast-picture", bytes);
            mapping = Libc.map(fd, bytes);
            memory = mapping;
            segment = shm.get().attach(fd);
        } else {
            memory = MemorySegment.ofArray(new int[Math.toIntExact(scratch / BYTES_PER_PIXEL)]);
            segment = 0;
        }
    }

    DisplaySize size() {
        return size;
    }

    Pixels pixels() {
        return new Pixels(memory, size.width(), size.height(), rowBytes());
    }

    /** Fetches {@code areas}, all within the picture. */
    void grab(List<Rect> areas) {
        if (shm.isEmpty()) {
            areas.forEach(this::grabThroughSocket);
            return;
        }
        List<Narrow> narrow = new ArrayList<>();
        long free = scratch;
        List<Integer> posted = new ArrayList<>();
        for (Rect area : areas) {
            long bytes = area.area() * BYTES_PER_PIXEL;
            boolean fits = free + bytes <= memory.byteSize();
            if (2 * area.width() >= size.width() || !fits) {
                // The server packs rows, so the full width lands in its place by itself.
                Rect rows = new Rect(0, area.y(), size.width(), area.height());
                posted.add(post(rows, area.y() * rowBytes()));
            } else {
                narrow.add(new Narrow(area, free));
                posted.add(post(area, free));
                free += bytes;
            }
        }
        x.awaitAll(posted, PATIENCE);
        narrow.forEach(this::unpack);
    }

    /** Gives the memory back while nothing is grabbed; the picture reads as black then. */
    void shrink() {
        if (mapping != null) {
            Libc.release(mapping);
        }
    }

    void close() {
        if (mapping != null) {
            shm.ifPresent(extension -> extension.detach(segment));
            Libc.unmap(mapping);
            mapping = null;
        }
    }

    private int post(Rect area, long offset) {
        return shm.orElseThrow()
                .postImage(x.setup().root(), area, segment, Math.toIntExact(offset));
    }

    private void unpack(Narrow packed) {
        long width = (long) packed.area().width() * BYTES_PER_PIXEL;
        long from = packed.offset();
        long to = packed.area().y() * rowBytes() + (long) packed.area().x() * BYTES_PER_PIXEL;
        for (int row = 0; row < packed.area().height(); row++) {
            MemorySegment.copy(memory, from, memory, to, width);
            from += width;
            to += rowBytes();
        }
    }

    private void grabThroughSocket(Rect area) {
        byte[] pixels = core.image(x.setup().root(), area);
        int width = area.width() * BYTES_PER_PIXEL;
        long to = area.y() * rowBytes() + (long) area.x() * BYTES_PER_PIXEL;
        for (int row = 0; row < area.height(); row++) {
            MemorySegment.copy(
                    MemorySegment.ofArray(pixels),
                    ValueLayout.JAVA_BYTE,
                    (long) row * width,
                    memory,
                    ValueLayout.JAVA_BYTE,
                    to,
                    width);
            to += rowBytes();
        }
    }

    private long rowBytes() {
        return (long) size.width() * BYTES_PER_PIXEL;
    }
}
