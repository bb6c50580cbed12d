package holdfast.logon.accounts;

import holdfast.logon.ntlm.NtHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps NT hashes, which are as good as passwords to an NTLM client, encrypted at rest: AES-256-GCM
 * under a key file of its own that only the server's account reads, each bound to its account's
 * name. A stolen account file alone (a backup, for one) then gives away none of them. Safe for many
 * threads.
 */
final class NtHashSeal {
    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    static final int SEALED_LENGTH = NONCE_LENGTH + NtHash.LENGTH + TAG_BITS / 8;

    private final Path keyFile;
    private final SecureRandom random = new SecureRandom();

    NtHashSeal(Path keyFile) {
        this.keyFile = keyFile;
    }

    /** Makes the key file when there is none yet. */
    byte[] seal(char[] password, String account) throws AccountException {
        byte[] hash = NtHash.of(password);
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] sealed = Arrays.copyOf(nonce, SEALED_LENGTH);
            cipher(Cipher.ENCRYPT_MODE, keyOrNew(), nonce, account)
                    .doFinal(hash, 0, hash.length, sealed, NONCE_LENGTH);
            return sealed;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK has no AES-GCM", missing);
        } finally {
            Arrays.fill(hash, (byte) 0);
        }
    }

    /** Empty when the entry was sealed under another key or for another account. */
    Optional<byte[]> open(byte[] sealed, String account) throws AccountException {
        if (sealed.length != SEALED_LENGTH || !Files.exists(keyFile)) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_LENGTH);
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key(), nonce, account)
                            .doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH));
        } catch (GeneralSecurityException foreign) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String account)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(account.getBytes(StandardCharsets.UTF_8));
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    private byte[] keyOrNew() throws AccountException {
        if (!Files.exists(keyFile)) {
            byte[] key = new byte[KEY_LENGTH];
            random.nextBytes(key);
            try {
                PrivateFile.createOnce(keyFile, key);
            } catch (IOException failed) {
                throw new AccountException(
                        new AccountException.Reason.NotWritable(
                                keyFile.toString(), PrivateFile.why(failed)));
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        return key();
    }

    private byte[] key() throws AccountException {
        try {
            byte[] key = Files.readAllBytes(keyFile);
            if (key.length != KEY_LENGTH) {
                throw new AccountException(
                        new AccountException.Reason.Unreadable(
                                keyFile.toString(),
                                "it has "
                                        + key.length
                                        + " bytes instead of 32; restore it, or remove it and set"
                                        + " the passwords of NLA users again"));
            }
            return key;
        } catch (IOException failed) {
            throw new AccountException(
                    new AccountException.Reason.Unreadable(
                            keyFile.toString(), PrivateFile.why(failed)));
        }
    }
}
