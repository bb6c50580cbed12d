package holdfast.interop.nla;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands on bytes between clients and a server, until it cuts what runs through it. */
final class Relay implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final List<Socket> running = new CopyOnWriteArrayList<>();

    Relay(InetSocketAddress server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Resets every connection; new ones are taken. */
    void cut() throws IOException {
        for (Socket socket : running) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
        running.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var there = new Socket(server.getAddress(), server.getPort());
                running.addAll(List.of(client, there));
                Thread.ofVirtual().start(() -> handOn(client, there));
                Thread.ofVirtual().start(() -> handOn(there, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void handOn(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // What a cut is.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
