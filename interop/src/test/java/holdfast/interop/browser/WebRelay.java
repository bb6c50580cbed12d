package holdfast.interop.browser;

import holdfast.client.TrustAll;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * What a page with an RDP client needs: its files by HTTP, and a WebSocket behind which the X.224
 * exchange and TLS with the server are done for it.
 */
final class WebRelay implements AutoCloseable {
    /** What is served, and as what. */
    record Content(String type, byte[] bytes) {}

    private static final int TPKT_LENGTH = 2;

    private final Map<String, Content> files;
    private final ServerSocket listener;

    /**
     * @param files by their paths, with the leading slash
     */
    WebRelay(Map<String, Content> files) throws IOException {
        this.files = Map.copyOf(files);
        listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var browser = listener.accept();
                Thread.ofVirtual().start(() -> serve(browser));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket browser) {
        try (browser;
                var in = new DataInputStream(new BufferedInputStream(browser.getInputStream()));
                var out = new BufferedOutputStream(browser.getOutputStream())) {
            browser.setTcpNoDelay(true);
            String[] request = line(in).split(" ", -1);
            Map<String, String> headers = headers(in);
            Optional<String> key = Optional.ofNullable(headers.get("sec-websocket-key"));
            if (key.isPresent()) {
                relay(WebSocket.accept(in, out, key.get()));
            } else {
                answer(out, Optional.ofNullable(files.get(request.length > 1 ? request[1] : "")));
            }
        } catch (IOException gone) {
            // The page or the server went away: what closes the one closes the other.
        }
    }

    private static Map<String, String> headers(DataInputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static void answer(OutputStream out, Optional<Content> content) throws IOException {
        var body = content.orElse(new Content("text/plain", new byte[0]));
        out.write(
                "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(
                                content.isPresent() ? "200 OK" : "404 Not Found",
                                body.type(),
                                body.bytes().length)
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body.bytes());
    }

    private static void relay(WebSocket page) throws IOException {
        Optional<byte[]> first = page.read();
        if (first.isEmpty()) {
            return;
        }
        var request = RdCleanPath.Request.decode(first.get());
        InetSocketAddress server = address(request.destination());
        try (var plain = new Socket(server.getAddress(), server.getPort())) {
            plain.setTcpNoDelay(true);
            plain.getOutputStream().write(request.connectionRequest());
            byte[] confirm = tpkt(plain.getInputStream());
            try (SSLSocket tls = tls(plain)) {
                byte[] response =
                        RdCleanPath.response(
                                confirm, tls.getSession().getPeerCertificates(), server);
                page.write(response, response.length);
                Thread.ofVirtual().start(() -> toServer(page, tls));
                byte[] bytes = new byte[32 << 10];
                InputStream in = tls.getInputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    page.write(bytes, read);
                }
            }
        }
    }

    private static void toServer(WebSocket page, SSLSocket server) {
        try (server) {
            OutputStream out = server.getOutputStream();
            for (var message = page.read(); message.isPresent(); message = page.read()) {
                out.write(message.get());
            }
        } catch (IOException gone) {
            // As in serve.
        }
    }

    private static InetSocketAddress address(String destination) {
        int colon = destination.lastIndexOf(':');
        return new InetSocketAddress(
                destination.substring(0, colon),
                Integer.parseInt(destination.substring(colon + 1)));
    }

    private static byte[] tpkt(InputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        int length = (header[TPKT_LENGTH] & 0xFF) << 8 | header[TPKT_LENGTH + 1] & 0xFF;
        byte[] whole = Arrays.copyOf(header, length);
        in.readNBytes(whole, header.length, length - header.length);
        return whole;
    }

    private static SSLSocket tls(Socket plain) throws IOException {
        var tls =
                (SSLSocket)
                        TrustAll.context()
                                .getSocketFactory()
                                .createSocket(plain, "server", plain.getPort(), true);
        tls.startHandshake();
        return tls;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
