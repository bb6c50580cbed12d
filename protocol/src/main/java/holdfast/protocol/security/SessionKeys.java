package holdfast.protocol.security;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of one connection, made from the two randoms: [MS-RDPBCGR] 5.3.5.
 *
 * @param mac key of the MACs of both directions
 * @param toClient the server's encryption key
 * @param toServer the client's encryption key
 */
public record SessionKeys(EncryptionMethod method, byte[] mac, byte[] toClient, byte[] toServer) {
    /** Length of the client's and of the server's random. */
    public static final int RANDOM_SIZE = 32;

    public static SessionKeys derive(
            EncryptionMethod method, byte[] clientRandom, byte[] serverRandom) {
        return method == EncryptionMethod.FIPS
                ? fips(clientRandom, serverRandom)
                : nonFips(method, clientRandom, serverRandom);
    }

    /** What the server seals its PDUs with. */
    public Sealer serverSealer() {
        return sealer(toClient);
    }

    /** What the server opens the client's PDUs with. */
    public Opener serverOpener() {
        return opener(toServer);
    }

    /** The client's side, which tests and measurements play. */
    public Sealer clientSealer() {
        return sealer(toServer);
    }

    /** The client's side, which tests and measurements play. */
    public Opener clientOpener() {
        return opener(toClient);
    }

    private Sealer sealer(byte[] key) {
        return method == EncryptionMethod.FIPS
                ? new FipsSealer(mac, key)
                : new Rc4Sealer(method, mac, key);
    }

    private Opener opener(byte[] key) {
        return method == EncryptionMethod.FIPS
                ? new FipsOpener(mac, key)
                : new Rc4Opener(method, mac, key);
    }

    /** 5.3.5.1. */
    private static SessionKeys nonFips(
            EncryptionMethod method, byte[] clientRandom, byte[] serverRandom) {
        byte[] preMasterSecret =
                concat(Arrays.copyOf(clientRandom, 24), Arrays.copyOf(serverRandom, 24));
        byte[] masterSecret =
                saltedHashes(preMasterSecret, clientRandom, serverRandom, "A", "BB", "CCC");
        byte[] blob = saltedHashes(masterSecret, clientRandom, serverRandom, "X", "YY", "ZZZ");
        byte[] mac = Arrays.copyOf(blob, 16);
        byte[] toClient = Digests.md5(Arrays.copyOfRange(blob, 16, 32), clientRandom, serverRandom);
        byte[] toServer = Digests.md5(Arrays.copyOfRange(blob, 32, 48), clientRandom, serverRandom);
        return new SessionKeys(
                method, weaken(method, mac), weaken(method, toClient), weaken(method, toServer));
    }

    private static byte[] saltedHashes(
            byte[] secret, byte[] clientRandom, byte[] serverRandom, String... inputs) {
        byte[] hashes = new byte[0];
        for (String input : inputs) {
            byte[] inner =
                    Digests.sha1(
                            input.getBytes(StandardCharsets.US_ASCII),
                            secret,
                            clientRandom,
                            serverRandom);
            hashes = concat(hashes, Digests.md5(secret, inner));
        }
        return hashes;
    }

    /** Cuts a 128-bit key to the method's strength; export rules once fixed the first bytes. */
    static byte[] weaken(EncryptionMethod method, byte[] key) {
        return switch (method) {
            case RC4_40 -> salted(key, 0xD1, 0x26, 0x9E);
            case RC4_56 -> salted(key, 0xD1);
            case RC4_128 -> Arrays.copyOf(key, 16);
            case FIPS -> throw new IllegalArgumentException("FIPS keys are not cut");
        };
    }

    private static byte[] salted(byte[] key, int... salt) {
        byte[] weak = Arrays.copyOf(key, 8);
        for (int i = 0; i < salt.length; i++) {
            weak[i] = (byte) salt[i];
        }
        return weak;
    }

    /** 5.3.5.2. */
    private static SessionKeys fips(byte[] clientRandom, byte[] serverRandom) {
        byte[] toServer =
                Digests.sha1(
                        Arrays.copyOfRange(clientRandom, 16, 32),
                        Arrays.copyOfRange(serverRandom, 16, 32));
        byte[] toClient =
                Digests.sha1(Arrays.copyOf(clientRandom, 16), Arrays.copyOf(serverRandom, 16));
        return new SessionKeys(
                EncryptionMethod.FIPS,
                Digests.sha1(toClient, toServer),
                expand(toClient),
                expand(toServer));
    }

    /**
     * 160 bits to a Triple DES key: the first 8 bits are appended, and every 7 bits, counted from
     * the least significant of each byte, become a byte with odd parity in its lowest bit.
     */
    private static byte[] expand(byte[] hash) {
        byte[] bits = Arrays.copyOf(hash, 21);
        bits[20] = hash[0];
        byte[] key = new byte[24];
        for (int i = 0; i < key.length; i++) {
            int seven = 0;
            for (int bit = 0; bit < 7; bit++) {
                int at = i * 7 + bit;
                seven |= (bits[at >> 3] >> (at & 7) & 1) << bit;
            }
            int parity = Integer.bitCount(seven & 0xFE) & 1 ^ 1;
            key[i] = (byte) (seven & 0xFE | parity);
        }
        return key;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public String toString() {
        return "SessionKeys[" + method + "]";
    }
}
