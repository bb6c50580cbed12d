package holdfast.protocol.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Standard RDP security against numbers that a separate program worked out from the formulas of
 * [MS-RDPBCGR] 5.3.5 to 5.3.7, for the client random 00..1F and the server random 20..3F.
 */
class StandardSecurityTest {
    private static final byte[] CLIENT_RANDOM = counting(0);
    private static final byte[] SERVER_RANDOM = counting(32);
    private static final byte[] TEXT = "Holdfast".getBytes(StandardCharsets.US_ASCII);

    @Test
    void derivesKeysOf128Bits() {
        var keys = keys(EncryptionMethod.RC4_128);
        assertThat(hex(keys.mac())).isEqualTo("815370c6e31347c463ed25f1af48bbdf");
        assertThat(hex(keys.toClient())).isEqualTo("1cb207f61b7cd10dca9ec78871d0a142");
        assertThat(hex(keys.toServer())).isEqualTo("702783c08474414a33a259c6faed480c");
    }

    @Test
    void fixesTheFirstBytesOfWeakKeys() {
        assertThat(hex(keys(EncryptionMethod.RC4_40).toClient())).isEqualTo("d1269ef61b7cd10d");
        assertThat(hex(keys(EncryptionMethod.RC4_56).toClient())).isEqualTo("d1b207f61b7cd10d");
    }

    @Test
    void derivesFipsKeysWithOddParity() {
        var keys = keys(EncryptionMethod.FIPS);
        assertThat(hex(keys.mac())).isEqualTo("bb45ea4383cd332a1f15df0981a4aaec95dc14eb");
        assertThat(hex(keys.toClient()))
                .isEqualTo("4f75384f4f520b2561513261256e79490b61130b2a076e26");
        assertThat(hex(keys.toServer()))
                .isEqualTo("6708701a086d106b2a767f20017343203b16641a0d490132");
    }

    @ParameterizedTest
    @CsvSource({
        "RC4_128, 3ed7a837f944ba091cc4d6b7f24d558f, 19828cc7df9474d51cc4d6b7f24d558f",
        "RC4_56, 9e2bf64462b402e9e0f9ed5d15f106e9, 234426bc20dda9f8e0f9ed5d15f106e9",
        "RC4_40, 7b85c93229a55e5296f454ee156f4825, e02cace86dad2d9796f454ee156f4825"
    })
    void sealsWithAndWithoutSalt(EncryptionMethod method, String unsalted, String salted) {
        assertThat(seal(keys(method).serverSealer(), false)).isEqualTo(unsalted);
        assertThat(seal(keys(method).serverSealer(), true)).isEqualTo(salted);
    }

    @ParameterizedTest
    @CsvSource({
        "RC4_128, 5e65f4a5e848f0178d37347c34191338, 3ed7a837f944ba090123c5dbf7cd539d",
        "RC4_56, 824bc98d258862b4412b0705106dc15b, 9e2bf64462b402e965a36836fb21638d",
        "RC4_40, 7bf0adcea19bccf8eed8e0a134bd463a, 7b85c93229a55e528183fc7ff56574be"
    })
    void changesTheKeyAfter4096PdusAndGoesOnCounting(
            EncryptionMethod method, String saltedAfterOne, String unsaltedAfterTwo) {
        Sealer sealer = keys(method).serverSealer();
        sealMany(sealer, 4096);
        assertThat(seal(sealer, true)).isEqualTo(saltedAfterOne);
        sealMany(sealer, 4095);
        assertThat(seal(sealer, false)).isEqualTo(unsaltedAfterTwo);
    }

    @ParameterizedTest
    @EnumSource(EncryptionMethod.class)
    void opensWhatTheOtherSideSealedForAsLongAsItTakes(EncryptionMethod method) throws Exception {
        var keys = keys(method);
        Sealer client = keys.clientSealer();
        Opener server = keys.serverOpener();
        for (int i = 0; i < 9000; i++) {
            byte[] plain = Arrays.copyOf(TEXT, i % 17);
            boolean salted = i % 3 == 0;
            var out = new WireWriter();
            client.seal(plain, 0, plain.length, salted, out);
            assertThat(out.size()).isEqualTo(client.sealedLength(plain.length));
            assertThat(server.open(new WireReader("test", out.toByteArray()), salted))
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(EncryptionMethod.class)
    void refusesWhatWasTamperedWith(EncryptionMethod method) {
        var keys = keys(method);
        var out = new WireWriter();
        keys.clientSealer().seal(TEXT, 0, TEXT.length, false, out);
        byte[] changed = out.toByteArray();
        changed[changed.length - 1] ^= 1;
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> keys.serverOpener().open(new WireReader("test", changed), false));
        assertThat(refused.reason()).isEqualTo(new Reason.Forged("dataSignature"));
    }

    @Test
    void refusesASaltedMacThatIsSentAsUnsalted() {
        var keys = keys(EncryptionMethod.RC4_128);
        var out = new WireWriter();
        keys.clientSealer().seal(TEXT, 0, TEXT.length, true, out);
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () ->
                                keys.serverOpener()
                                        .open(new WireReader("test", out.toByteArray()), false));
        assertThat(refused.reason()).isEqualTo(new Reason.Forged("dataSignature"));
    }

    @Test
    void refusesFipsDataThatIsNotInBlocks() {
        // length 0x10, version 1, padlen 0, 8 bytes of MAC, 7 bytes of data
        byte[] odd = HexFormat.of().parseHex("10000100" + "00".repeat(15));
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () ->
                                keys(EncryptionMethod.FIPS)
                                        .serverOpener()
                                        .open(new WireReader("test", odd), true));
        assertThat(refused.reason())
                .isEqualTo(new Reason.Unknown("length of the encrypted data", 7));
    }

    /** [MS-RDPBCGR] 5.3.3.1.3: what the signature decrypts to with the published public key. */
    @Test
    void signsAProprietaryCertificateSoThatThePublicKeyVerifiesIt() {
        // The example key of 5.3.3.1.2.
        BigInteger modulus =
                RsaText.number(
                        HexFormat.of()
                                .parseHex(
                                        "affe36f2c5a1442e47c131a7dbc6670264715c00c9b6b304d0899fe7"
                                                + "6b24e8e8e52d0b13a90c6d4d915ee8f6b31717e39fc54d4aba"
                                                + "fab92a1bfb10dd918c60b7"));
        byte[] certificate = ServerCertificate.proprietary(modulus, BigInteger.valueOf(0x10001));
        assertThat(hex(certificate))
                .startsWith(
                        "010000000100000001000000" // dwVersion, dwSigAlgId, dwKeyAlgId
                                + "06005c00" // BB_RSA_KEY_BLOB, 92 bytes
                                + "52534131480000000002000 03f00000001000100".replace(" ", ""))
                .hasSize(184 * 2);
        int signatureAt = 12 + 4 + 92 + 4;
        byte[] signature = Arrays.copyOfRange(certificate, signatureAt, signatureAt + 64);
        byte[] decrypted =
                RsaText.littleEndian(
                        RsaText.number(signature)
                                .modPow(SigningKey.PUBLIC_EXPONENT, SigningKey.MODULUS),
                        64);
        byte[] hash = Digests.md5(Arrays.copyOf(certificate, 12 + 4 + 92));
        assertThat(hex(decrypted)).isEqualTo(hex(hash) + "00" + "ff".repeat(45) + "0100");
    }

    @Test
    void decryptsTheClientsRandom() throws Exception {
        for (int bits : new int[] {512, 2048}) {
            RSAPrivateCrtKey key = rsa(bits);
            byte[] encrypted =
                    RsaText.littleEndian(
                            RsaText.number(CLIENT_RANDOM)
                                    .modPow(key.getPublicExponent(), key.getModulus()),
                            bits / 8);
            var pdu = new WireWriter().u32(bits / 8 + 8).bytes(encrypted).zeros(8);
            assertThat(RsaText.clientRandom(new WireReader("test", pdu.toByteArray()), key))
                    .isEqualTo(CLIENT_RANDOM);
        }
    }

    @Test
    void refusesAnEncryptedRandomAboveTheModulus() throws Exception {
        byte[] tooLarge = new byte[64];
        Arrays.fill(tooLarge, (byte) 0xFF);
        var pdu = new WireWriter().u32(72).bytes(tooLarge).zeros(8);
        RSAPrivateCrtKey key = rsa(512);
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> RsaText.clientRandom(new WireReader("test", pdu.toByteArray()), key));
        assertThat(refused.reason()).isEqualTo(new Reason.Forged("encryptedClientRandom"));
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, 0x1B, RC4_128",
        "LOW, 0x09, RC4_56",
        "CLIENT_COMPATIBLE, 0x01, RC4_40",
        "CLIENT_COMPATIBLE, 0x10, FIPS",
        "CLIENT_COMPATIBLE, 0x00,",
        "HIGH, 0x1B, RC4_128",
        "HIGH, 0x09,",
        "FIPS, 0x1B, FIPS",
        "FIPS, 0x0B,"
    })
    void choosesTheMethodThatTheLevelDemandsOrNone(
            EncryptionLevel level, int clientMethods, EncryptionMethod expected) {
        assertThat(MethodChoice.choose(level, clientMethods))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void givesOnlyTheOldestClientsTheSmallKey() throws Exception {
        var keys = new ServerKeys(rsa(2048), rsa(512), Optional.empty());
        int rdp5 = 0x0008_0004;
        assertThat(ServerCertificate.forClient(keys, 0x0008_0001, 0x0B).key())
                .isEqualTo(keys.old());
        assertThat(ServerCertificate.forClient(keys, rdp5, 0x01).key()).isEqualTo(keys.old());
        assertThat(ServerCertificate.forClient(keys, rdp5, 0x03).key()).isEqualTo(keys.modern());
    }

    @Test
    void sendsAnX509ChainToClientsSinceRdp5() throws Exception {
        var identity =
                new ServerKeys.X509Identity(
                        java.util.List.of(new byte[] {1, 2, 3}, new byte[] {4, 5}), rsa(512));
        var keys = new ServerKeys(rsa(2048), rsa(512), Optional.of(identity));
        assertThat(hex(ServerCertificate.forClient(keys, 0x0008_0004, 3).encoded()))
                .isEqualTo(
                        "02000000"
                                + "02000000"
                                + "03000000010203"
                                + "020000000405"
                                + "00".repeat(16));
        assertThat(hex(ServerCertificate.forClient(keys, 0x0008_0001, 3).encoded()))
                .startsWith("01000000");
    }

    @Test
    void sendsNoChainOfOneCertificateBecauseRdesktopWantsTwo() throws Exception {
        var selfSigned =
                new ServerKeys.X509Identity(java.util.List.of(new byte[] {1, 2, 3}), rsa(512));
        var keys = new ServerKeys(rsa(2048), rsa(512), Optional.of(selfSigned));
        assertThat(ServerCertificate.forClient(keys, 0x0008_0004, 3).key())
                .isEqualTo(keys.modern());
    }

    private static RSAPrivateCrtKey rsa(int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    }

    private static void sealMany(Sealer sealer, int count) {
        var out = new WireWriter();
        for (int i = 0; i < count; i++) {
            sealer.seal(TEXT, 0, TEXT.length, false, out.clear());
        }
    }

    private static String seal(Sealer sealer, boolean salted) {
        var out = new WireWriter();
        sealer.seal(TEXT, 0, TEXT.length, salted, out);
        return hex(out.toByteArray());
    }

    private static SessionKeys keys(EncryptionMethod method) {
        return SessionKeys.derive(method, CLIENT_RANDOM, SERVER_RANDOM);
    }

    private static byte[] counting(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
