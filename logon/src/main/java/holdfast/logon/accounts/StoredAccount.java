package holdfast.logon.accounts;

import java.util.Optional;

/**
 * An account as it stands in the file.
 *
 * @param passwordHash argon2id in PHC form
 * @param sealedNtHash encrypted by {@link NtHashSeal}; absent when NTLM is off
 */
record StoredAccount(LocalAccount account, String passwordHash, Optional<byte[]> sealedNtHash) {
    @Override
    public String toString() {
        return account.toString();
    }
}
