package holdfast.protocol.connect;

import java.util.Optional;

/**
 * What a CredSSP implementation answers to one TSRequest ({@link Action.AuthenticateNetwork}), at
 * once or later: until the answer is handed to {@link RdpConnection#networkAuthentication} the
 * client's bytes wait.
 */
public sealed interface NetworkAuthentication {
    /** Send this TSRequest and wait for the client's next. */
    record Continue(byte[] reply) implements NetworkAuthentication {}

    /**
     * CredSSP is over and the client's identity is proven.
     *
     * @param reply a last TSRequest, if the exchange ends with the server's turn
     * @param authorized whether the user may log on remotely: told at once to a client with
     *     HYBRID_EX ([MS-RDPBCGR] 2.2.10.2), else the connection goes on and the server ends it
     *     with SERVER_INSUFFICIENT_PRIVILEGES
     */
    record Done(Optional<byte[]> reply, boolean authorized) implements NetworkAuthentication {}

    /** CredSSP failed; {@code reply} carries the error code where the client's version has one. */
    record Failed(Optional<byte[]> reply) implements NetworkAuthentication {}
}
