package holdfast.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a client and the server, with its faults. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    private Relay(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static Relay to(int port) {
        try {
            var relay = new Relay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Every connection is gone at once, as if a router had forgotten it. */
    void cut() {
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

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
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
                if (!frozen) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException cut) {
            // Either end went away.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
