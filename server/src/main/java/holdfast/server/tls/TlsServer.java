package holdfast.server.tls;

import holdfast.settings.EncryptionLevel;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS 1.2 and 1.3 as server, with one certificate; makes a handler for each connection. */
public final class TlsServer {
    /** A client that cannot finish a handshake in this time is not there. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final SslContext context;
    private final TlsSuites suites;
    private final Executor handshakes;

    /**
     * @param level constrains what may be agreed on; FIPS uses the FIPS module where one is
     *     installed
     * @param handshakes where signatures are made, so that a flood of handshakes does not keep the
     *     event loops from moving the bytes of those who work
     */
    public TlsServer(ServerCertificate certificate, EncryptionLevel level, Executor handshakes)
            throws IOException, GeneralSecurityException {
        this.handshakes = handshakes;
        Optional<Provider> module =
                level == EncryptionLevel.FIPS
                        ? FipsModule.installed().map(FipsModule::tls)
                        : Optional.empty();
        this.suites = TlsSuites.of(level, module);
        var builder =
                SslContextBuilder.forServer(new OneIdentity(certificate))
                        .trustManager(new NoClientCertificates())
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .ciphers(suites.suites());
        module.ifPresent(builder::sslContextProvider);
        context = builder.build();
    }

    public SslHandler handler() {
        var handler = context.newHandler(PooledByteBufAllocator.DEFAULT, handshakes);
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        suites.groups()
                .ifPresent(groups -> {
                    var parameters = handler.engine().getSSLParameters();
                    parameters.setNamedGroups(groups.toArray(new String[0]));
                    handler.engine().setSSLParameters(parameters);
                });
        return handler;
    }

    /** One handshake with itself, so that the first client does not wait for classes to load. */
    public void warmUp() throws GeneralSecurityException, IOException {
        var trusting =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm("")
                        .build();
        SSLEngine client = trusting.newEngine(PooledByteBufAllocator.DEFAULT);
        SSLEngine server = handler().engine();
        int room = client.getSession().getPacketBufferSize();
        ByteBuffer toServer = ByteBuffer.allocate(2 * room);
        ByteBuffer toClient = ByteBuffer.allocate(2 * room);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0;
                i < 20;
                i++) { // Ten or so are enough; a mistake must not go round for ever.
            turn(client, toClient, toServer);
            turn(server, toServer, toClient);
        }
        if (server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            throw new SSLException("the handshake stays at " + server.getHandshakeStatus());
        }
    }

    private static void turn(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask();
                        task != null;
                        task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            default -> {
                in.flip();
                engine.unwrap(
                        in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                in.compact();
            }
        }
    }
}
