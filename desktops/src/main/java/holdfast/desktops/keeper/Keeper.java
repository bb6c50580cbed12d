package holdfast.desktops.keeper;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Owns the masters of pseudo-terminals, so that programs live on when a server dies. It always
 * takes what programs write, keeps the end of it, and passes it to a server that listens. One
 * thread; it ends when it keeps nothing and nobody is connected.
 */
public final class Keeper {
    /** In the folder that it is started in. */
    public static final String SOCKET = "keeper.socket";

    static final String LOCK = "keeper.lock";

    private static final int RING = 256 * 1024;
    private static final int MAX_INPUT = 256 * 1024;
    private static final int MAX_SESSIONS = 4096;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int TICK_MILLIS = 250;

    private final Libc libc = new Libc();
    private final byte[] scratch = new byte[Libc.BUFFER];
    private final Map<String, Kept> sessions = new LinkedHashMap<>();
    private final List<Peer> peers = new ArrayList<>();
    private final int listener;
    private final long ownUser;
    private long idleSince = System.nanoTime();

    private Keeper(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(SOCKET));
        listener = libc.listen(Path.of(SOCKET));
        ownUser = (int) Files.getAttribute(folder.resolve(SOCKET), "unix:uid");
    }

    /** Started in the folder that it serves; goes away silently if another one serves it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        try (var channel =
                        FileChannel.open(
                                folder.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                var keeper = new Keeper(folder);
                // Who started it waits for this.
                System.out.close();
                keeper.run();
                Files.deleteIfExists(folder.resolve(SOCKET));
            }
        }
    }

    private void run() throws IOException {
        while (!sessions.isEmpty()
                || !peers.isEmpty()
                || System.nanoTime() - idleSince < LINGER_NANOS) {
            turn();
            if (!sessions.isEmpty() || !peers.isEmpty()) {
                idleSince = System.nanoTime();
            }
        }
    }

    private void turn() throws IOException {
        List<Kept> kept = List.copyOf(sessions.values());
        List<Peer> connected = List.copyOf(peers);
        int count = 1 + 2 * kept.size() + connected.size();
        int[] fds = new int[count];
        short[] events = new short[count];
        fds[0] = listener;
        events[0] = Libc.POLLIN;
        boolean timed = peers.isEmpty() && sessions.isEmpty();
        for (int i = 0; i < kept.size(); i++) {
            Kept one = kept.get(i);
            boolean waits = waitsForPeer(one);
            timed |= waits || one.killAtNanos != 0;
            fds[1 + 2 * i] = one.master;
            events[1 + 2 * i] =
                    (short) ((waits ? 0 : Libc.POLLIN) | (one.input.size() > 0 ? Libc.POLLOUT : 0));
            fds[2 + 2 * i] = one.watch();
            events[2 + 2 * i] = Libc.POLLIN;
        }
        int firstPeer = 1 + 2 * kept.size();
        for (int i = 0; i < connected.size(); i++) {
            Peer peer = connected.get(i);
            fds[firstPeer + i] = peer.fd;
            events[firstPeer + i] =
                    (short)
                            ((takesInput(peer) ? Libc.POLLIN : 0)
                                    | (peer.outbox.size() > 0 ? Libc.POLLOUT : 0));
        }
        libc.poll(fds, events, count, timed ? TICK_MILLIS : -1);
        for (int i = 0; i < connected.size(); i++) {
            serve(connected.get(i), events[firstPeer + i]);
        }
        for (int i = 0; i < kept.size(); i++) {
            keep(kept.get(i), events[1 + 2 * i], events[2 + 2 * i]);
        }
        if (events[0] != 0) {
            accept();
        }
    }

    private static boolean takesInput(Peer peer) {
        return peer.kept == null || peer.kept.input.size() < MAX_INPUT;
    }

    /** Its output is left where it is, for a moment: the server is busy. */
    private static boolean waitsForPeer(Kept kept) {
        Peer peer = kept.peer;
        if (peer == null || peer.lagging || peer.outbox.size() < Peer.FULL) {
            return false;
        }
        if (peer.fullSinceNanos == 0) {
            peer.fullSinceNanos = System.nanoTime();
        }
        if (System.nanoTime() - peer.fullSinceNanos > PATIENCE_NANOS) {
            peer.lagging = true;
            return false;
        }
        return true;
    }

    private void accept() {
        int fd = libc.accept(listener);
        if (fd < 0) {
            return;
        }
        try {
            int user = libc.peerUser(fd);
            if (user == 0 || user == ownUser) {
                var peer = new Peer(libc, fd);
                peer.outbox.add(Frame.hello());
                peers.add(peer);
                return;
            }
        } catch (IOException e) {
            // It is gone already.
        }
        libc.close(fd);
    }

    private void serve(Peer peer, short happened) {
        if (happened == 0) {
            return;
        }
        boolean alive = peer.outbox.flush(libc, peer.fd);
        if (alive && (happened & (Libc.POLLIN | Libc.POLLHUP | Libc.POLLERR)) != 0) {
            alive = peer.receive(scratch) && obey(peer);
        }
        if (alive) {
            catchUp(peer);
            alive = peer.outbox.flush(libc, peer.fd) && !(peer.leaving && peer.outbox.size() == 0);
        }
        if (!alive) {
            drop(peer);
        }
    }

    private static void catchUp(Peer peer) {
        if (peer.outbox.size() < Peer.FULL) {
            peer.fullSinceNanos = 0;
        }
        if (peer.lagging && peer.outbox.size() == 0 && peer.kept != null) {
            peer.lagging = false;
            peer.replay(peer.kept.output.replay());
        }
    }

    private void drop(Peer peer) {
        if (peers.remove(peer)) {
            libc.close(peer.fd);
        }
        if (peer.kept != null && peer.kept.peer == peer) {
            peer.kept.peer = null;
        }
    }

    /** False when the peer talks nonsense. */
    private boolean obey(Peer peer) {
        try {
            ByteBuffer frame;
            while ((frame = peer.next()) != null) {
                byte type = frame.get();
                frame.getInt();
                if (!peer.greeted) {
                    Frame.version(frame);
                    peer.greeted = type == Frame.HELLO;
                } else {
                    obey(peer, type, frame);
                }
            }
            return true;
        } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    private void obey(Peer peer, byte type, ByteBuffer frame) throws IOException {
        Kept kept = peer.kept;
        switch (type) {
            case Frame.START -> start(peer, StartOrder.decode(frame));
            case Frame.ATTACH -> attach(peer, Frame.text(frame));
            case Frame.LIST ->
                    peer.send(
                            Frame.SESSIONS,
                            KeptSession.encode(
                                    sessions.values().stream().map(Kept::session).toList()));
            case Frame.INPUT -> {
                if (kept != null) {
                    byte[] keys = new byte[frame.remaining()];
                    frame.get(keys);
                    kept.input.add(keys);
                    kept.input.flush(libc, kept.master);
                }
            }
            case Frame.SIZE -> {
                if (kept != null) {
                    kept.resize(WindowSize.decode(frame));
                }
            }
            case Frame.END -> {
                if (kept != null && kept.killAtNanos == 0) {
                    kept.killAtNanos = System.nanoTime() + GRACE_NANOS;
                    kept.hangUp();
                }
            }
            default -> {
                // A newer server's; it knows our version and does without.
            }
        }
    }

    private void start(Peer peer, StartOrder order) {
        if (sessions.containsKey(order.key()) || sessions.size() >= MAX_SESSIONS) {
            peer.send(Frame.REFUSED, new Frame.Writer().text("the session exists").bytes());
            return;
        }
        try {
            Kept kept = Kept.start(libc, order, RING);
            sessions.put(order.key(), kept);
            serveFrom(peer, kept);
        } catch (IOException | RuntimeException e) {
            peer.send(
                    Frame.REFUSED, new Frame.Writer().text(String.valueOf(e.getMessage())).bytes());
        }
    }

    private void attach(Peer peer, String key) {
        Kept kept = sessions.get(key);
        if (kept == null) {
            peer.send(Frame.REFUSED, new Frame.Writer().text("no such session").bytes());
            return;
        }
        serveFrom(peer, kept);
        peer.replay(kept.output.replay());
    }

    /** One server at a time; a new one means that the old one is dead and not yet noticed. */
    private void serveFrom(Peer peer, Kept kept) {
        Peer before = kept.peer;
        if (before != null && before != peer) {
            drop(before);
        }
        kept.peer = peer;
        peer.kept = kept;
        peer.send(Frame.STARTED, kept.session().encode());
    }

    private void keep(Kept kept, short master, short watch) {
        if ((master & Libc.POLLOUT) != 0) {
            kept.input.flush(libc, kept.master);
        }
        if ((master & (Libc.POLLIN | Libc.POLLHUP)) != 0) {
            pass(kept);
        }
        if (watch != 0) {
            end(kept);
        } else if (kept.killAtNanos != 0 && System.nanoTime() - kept.killAtNanos > 0) {
            kept.kill();
        }
    }

    /** False when there is nothing more to read now. */
    private boolean pass(Kept kept) {
        int count = libc.read(kept.master, scratch);
        if (count <= 0) {
            return false;
        }
        kept.output.add(scratch, count);
        Peer peer = kept.peer;
        if (peer != null && !peer.lagging) {
            peer.outbox.add(Frame.of(Frame.OUTPUT, scratch, 0, count));
            flush(peer);
        }
        return true;
    }

    private void flush(@Nullable Peer peer) {
        if (peer != null && !peer.outbox.flush(libc, peer.fd)) {
            drop(peer);
        }
    }

    /** What the program wrote last is read first. */
    private void end(Kept kept) {
        for (int i = 0; i < 64 && pass(kept); i++) {
            // Bounded: others may still write to the terminal.
        }
        sessions.remove(kept.key());
        Peer peer = kept.peer;
        if (peer != null) {
            peer.kept = null;
            peer.leaving = true;
            peer.send(Frame.EXITED, new Frame.Writer().i32(kept.exitStatus()).bytes());
            flush(peer);
        }
        kept.close();
        Arrays.fill(scratch, (byte) 0);
    }
}
