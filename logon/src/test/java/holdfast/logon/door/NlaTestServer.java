package holdfast.logon.door;

import holdfast.logon.LogonDoor;
import holdfast.logon.LogonOutcome;
import holdfast.logon.NetworkLogon;
import holdfast.logon.Origin;
import holdfast.logon.TestCertificate;
import holdfast.protocol.connect.NetworkAuthentication;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Just enough of a server for real clients to authenticate against: X.224 with HYBRID chosen, TLS,
 * CredSSP. What follows is not served. One thread per connection.
 */
final class NlaTestServer implements AutoCloseable {
    private static final byte[] CONFIRM_HYBRID =
            HexFormat.of().parseHex("030000130ed000001234000200080002000000");
    private static final int TPKT = 3;
    private static final int LARGEST = 128 << 10;

    private final LogonDoor door;
    private final TestCertificate certificate;
    private final SSLContext tls;
    private final ServerSocket listener;
    private final BlockingQueue<Boolean> wentOn = new LinkedBlockingQueue<>();
    private final BlockingQueue<LogonOutcome> outcomes = new LinkedBlockingQueue<>();

    NlaTestServer(LogonDoor door, TestCertificate certificate) throws Exception {
        this.door = door;
        this.certificate = certificate;
        this.tls = certificate.serverContext();
        this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What the door decided about the next connection that it had to decide about. */
    LogonOutcome nextOutcome() throws InterruptedException {
        return Objects.requireNonNull(outcomes.poll(20, TimeUnit.SECONDS));
    }

    /**
     * Whether the next client that was let in began with T.125 then, as one that is content does.
     */
    boolean nextWentOn() throws InterruptedException {
        return Objects.requireNonNull(wentOn.poll(20, TimeUnit.SECONDS));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(20_000);
            var in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(2);
            in.skipNBytes(in.readUnsignedShort() - 4);
            socket.getOutputStream().write(CONFIRM_HYBRID);
            try (var secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, "", 0, true)) {
                secured.setUseClientMode(false);
                secured.startHandshake();
                authenticate(secured.getInputStream(), secured.getOutputStream());
            }
        } catch (Exception gone) {
            // A client that leaves is a client that leaves.
        }
    }

    private void authenticate(InputStream in, OutputStream out) throws Exception {
        var origin = new Origin(InetAddress.getLoopbackAddress(), "", "test");
        NetworkLogon logon = door.networkLogon(certificate.certificate(), origin).orElseThrow();
        try {
            while (true) {
                byte[] request = readElement(new DataInputStream(in));
                NetworkAuthentication answer =
                        logon.received(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
                byte[] reply =
                        switch (answer) {
                            case NetworkAuthentication.Continue(byte[] bytes) -> bytes;
                            case NetworkAuthentication.Done(var last, _) ->
                                    last.orElse(new byte[0]);
                            case NetworkAuthentication.Failed(var last) -> last.orElse(new byte[0]);
                        };
                out.write(reply);
                out.flush();
                if (answer instanceof NetworkAuthentication.Done) {
                    wentOn.add(in.read() == TPKT);
                }
                if (!(answer instanceof NetworkAuthentication.Continue)) {
                    return;
                }
            }
        } finally {
            logon.outcome().ifPresent(outcomes::add);
        }
    }

    private static byte[] readElement(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        int first = in.readUnsignedByte();
        byte[] lengthBytes = new byte[first < 0x80 ? 0 : first & 0x7F];
        in.readFully(lengthBytes);
        int length = first;
        if (first >= 0x80) {
            length = new BigInteger(1, lengthBytes).intValueExact();
        }
        if (length > LARGEST) {
            throw new IOException("too long");
        }
        byte[] element = new byte[2 + lengthBytes.length + length];
        element[0] = (byte) tag;
        element[1] = (byte) first;
        System.arraycopy(lengthBytes, 0, element, 2, lengthBytes.length);
        in.readFully(element, 2 + lengthBytes.length, length);
        return element;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
