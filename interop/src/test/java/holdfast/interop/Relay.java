package holdfast.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a client and the server, with its faults. */
public final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final InetSocketAddress target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;
    private volatile boolean held;
    private volatile int bytesPerSecond = Integer.MAX_VALUE;

    private Relay(ServerSocket door, InetSocketAddress target) {
        this.door = door;
        this.target = target;
    }

    /** To a port of this machine. */
    public static Relay to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public static Relay to(InetSocketAddress server) {
        try {
            var relay = new Relay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), server);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Every connection is gone at once, as if a router had forgotten it. */
    public void cut() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException alreadyGone) {
                // What was wanted.
            }
        }
    }

    /** Nothing passes any more, and nobody is told. */
    void freeze() {
        frozen = true;
    }

    /** Nothing is taken any more: what is sent waits in the sender's buffers, as on a dead link. */
    public void hold() {
        held = true;
    }

    /** So much passes from now on, each way. */
    public void slow(int bytesEachSecond) {
        bytesPerSecond = bytesEachSecond;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                var server = new Socket(target.getAddress(), target.getPort());
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[64 * 1024];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                long due = System.nanoTime() + read * 1_000_000_000L / bytesPerSecond;
                while (held || System.nanoTime() - due < 0) {
                    Thread.sleep(5);
                }
                if (!frozen) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException cut) {
            // Either end went away.
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        held = false;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
