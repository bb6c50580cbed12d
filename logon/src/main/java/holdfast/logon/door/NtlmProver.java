package holdfast.logon.door;

import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.ntlm.NtHash;
import holdfast.logon.ntlm.NtlmAttempt;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks NTLM proofs against the hashes that are kept here, or asks the domain. Safe for many
 * threads.
 */
final class NtlmProver {
    private static final Logger LOG = LoggerFactory.getLogger(NtlmProver.class);

    private final Supplier<Optional<Winbind>> winbind;
    private final byte[] nobodysHash = new byte[NtHash.LENGTH];

    /**
     * @param winbind asked about those whose hash is not kept here
     */
    NtlmProver(Supplier<Optional<Winbind>> winbind) {
        this.winbind = winbind;
        new SecureRandom().nextBytes(nobodysHash);
    }

    /**
     * The session base key, if the attempt is right. Names without a hash cost the same.
     *
     * @param owner whoever decides about the name
     */
    Optional<byte[]> prove(Authenticator owner, UserName name, NtlmAttempt attempt) {
        Optional<byte[]> known = hash(owner, name);
        byte[] hash = known.orElse(nobodysHash);
        Optional<byte[]> key = attempt.provenBy(hash);
        if (known.isEmpty()) {
            return owner.heedsDomain()
                    ? winbind.get().flatMap(domain -> domain.prove(attempt))
                    : Optional.empty();
        }
        Arrays.fill(hash, (byte) 0);
        return key;
    }

    private static Optional<byte[]> hash(Authenticator owner, UserName name) {
        try {
            return owner.ntHash(name);
        } catch (AccountException unreadable) {
            LOG.atError().setMessage(unreadable.getMessage()).log();
            return Optional.empty();
        }
    }
}
