package holdfast.logon.credssp;

import holdfast.logon.ntlm.ChannelBindings;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.logon.ntlm.NtlmServerName;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What network level authentication is offered with: begins an acceptor for each connection. Safe
 * for many threads.
 *
 * @param name what NTLM's challenge says of the server
 * @param ntlm off in FIPS mode and where the administrator says so
 * @param kerberos present where there is a keytab
 */
public record CredSspService(
        NtlmServerName name, boolean ntlm, Optional<KerberosAcceptor> kerberos) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether anybody could log on this way at all. */
    public boolean offered() {
        return ntlm || kerberos.isPresent();
    }

    /**
     * @param certificate the one that TLS showed to this client
     */
    public CredSspAcceptor begin(X509Certificate certificate) {
        var mechanisms = new HashMap<Oid, Supplier<Mechanism>>();
        if (ntlm) {
            Optional<byte[]> bindings = bindings(certificate);
            mechanisms.put(
                    Oid.NTLM, () -> new NtlmMechanism(new NtlmAcceptor(name, bindings, RANDOM)));
        }
        kerberos.ifPresent(acceptor -> {
            mechanisms.put(Oid.KERBEROS, acceptor::begin);
            mechanisms.put(Oid.KERBEROS_LEGACY, acceptor::begin);
        });
        return CredSspAcceptor.of(Map.copyOf(mechanisms), PublicKeyBinding.of(certificate));
    }

    private static Optional<byte[]> bindings(X509Certificate certificate) {
        try {
            return Optional.of(ChannelBindings.of(certificate));
        } catch (CertificateEncodingException unreadable) {
            throw new IllegalArgumentException("the certificate cannot be encoded", unreadable);
        }
    }
}
