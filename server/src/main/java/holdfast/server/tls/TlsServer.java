package holdfast.server.tls;

import holdfast.server.ServerStartException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/** TLS 1.2 and 1.3 as server, with one certificate; makes a handler for each connection. */
public final class TlsServer {
    /** A client that cannot finish a handshake in this time is not there. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final SslContext context;
    private final Executor handshakes;

    /**
     * @param handshakes where signatures are made, so that a flood of handshakes does not keep the
     *     event loops from moving the bytes of those who work
     */
    public TlsServer(ServerCertificate certificate, Executor handshakes)
            throws ServerStartException {
        this.handshakes = handshakes;
        try {
            context =
                    SslContextBuilder.forServer(
                                    certificate.key(),
                                    certificate.chain().toArray(new X509Certificate[0]))
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .build();
        } catch (SSLException e) {
            throw new ServerStartException(
                    "the certificate cannot be used for TLS (" + e.getMessage() + ")", e);
        }
    }

    public SslHandler handler() {
        var handler =
                context.newHandler(io.netty.buffer.PooledByteBufAllocator.DEFAULT, handshakes);
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        return handler;
    }
}
