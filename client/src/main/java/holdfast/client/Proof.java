package holdfast.client;

import java.io.IOException;

/** How one client proves who its user is, and seals what follows: a security context of GSS. */
public interface Proof {
    /** The first token. */
    byte[] first() throws IOException;

    /** The answer to the server's token; empty when there is none. */
    byte[] next(byte[] token) throws IOException;

    boolean established();

    byte[] seal(byte[] message) throws IOException;

    byte[] unseal(byte[] sealed) throws IOException;
}
