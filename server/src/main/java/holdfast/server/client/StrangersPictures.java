package holdfast.server.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds the memory of pictures that are shown to people who have not logged on: a client chooses
 * the size of its logon screen. When the room is used up the oldest logon screen goes, so that a
 * flood pushes itself out. Safe for all threads.
 */
public final class StrangersPictures {
    /** Three monitors of 3840x2160. */
    private static final long AT_LEAST = 3L * 3840 * 2160;

    private static final int BYTES_PER_PIXEL = 4;

    private final long most;
    private final Map<Runnable, Long> shown = new LinkedHashMap<>();
    private long total;

    /**
     * @param mostPixels in all pictures together
     */
    public StrangersPictures(long mostPixels) {
        most = mostPixels;
    }

    /** An eighth of the heap, and enough for one large desk in any case. */
    public static StrangersPictures ofHeap() {
        return new StrangersPictures(
                Math.max(AT_LEAST, Runtime.getRuntime().maxMemory() / 8 / BYTES_PER_PIXEL));
    }

    /**
     * Counts a picture, in the place of an earlier one of the same holder.
     *
     * @param goes identifies the holder; called when it has to make room for others
     * @return false when it is larger than all the room there is; it then counts no more
     */
    public boolean admit(Runnable goes, long pixels) {
        var evicted = new LinkedHashMap<Runnable, Long>();
        synchronized (this) {
            release(goes);
            if (pixels > most) {
                return false;
            }
            var oldest = shown.entrySet().iterator();
            while (total + pixels > most && oldest.hasNext()) {
                var entry = oldest.next();
                evicted.put(entry.getKey(), entry.getValue());
                total -= entry.getValue();
                oldest.remove();
            }
            shown.put(goes, pixels);
            total += pixels;
        }
        evicted.keySet().forEach(Runnable::run);
        return true;
    }

    /** The picture is gone, or somebody has logged on. */
    public synchronized void release(Runnable holder) {
        Long pixels = shown.remove(holder);
        if (pixels != null) {
            total -= pixels;
        }
    }
}
