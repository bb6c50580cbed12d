package holdfast.protocol.connect;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.EncryptionMethod;
import holdfast.protocol.security.Opener;
import holdfast.protocol.security.RsaText;
import holdfast.protocol.security.Sealer;
import holdfast.protocol.security.ServerCertificate;
import holdfast.protocol.security.SessionKeys;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What RDP itself protects a connection with: nothing under TLS, else standard RDP security.
 * Sealing and opening count PDUs, so this is the one part of a connection that changes in place.
 */
sealed interface Protection {
    /** A PDU without its security header. */
    record Opened(int flags, WireReader body) {}

    /** Writes the fields of TS_UD_SC_SEC1, [MS-RDPBCGR] 2.2.1.4.3. */
    void describe(WireWriter out);

    ClientProfile.Security security(SecurityProtocol protocol);

    /** TLS protects everything; only some PDUs have a security header at all. */
    record Outer() implements Protection {
        @Override
        public void describe(WireWriter out) {
            out.u32(0).u32(0);
        }

        @Override
        public ClientProfile.Security security(SecurityProtocol protocol) {
            return new ClientProfile.Security(protocol, Optional.empty(), Optional.empty());
        }
    }

    /** Standard RDP security, [MS-RDPBCGR] 5.3. */
    final class Standard implements Protection {
        private final EncryptionLevel level;
        private final EncryptionMethod method;
        private final byte[] serverRandom;
        private final ServerCertificate certificate;
        private byte[] clientRandom = new byte[SessionKeys.RANDOM_SIZE];
        private @Nullable Opener opener;
        private @Nullable Sealer sealer;
        private boolean salted;

        Standard(
                EncryptionLevel level,
                EncryptionMethod method,
                byte[] serverRandom,
                ServerCertificate certificate) {
            this.level = level;
            this.method = method;
            this.serverRandom = serverRandom;
            this.certificate = certificate;
        }

        @Override
        public void describe(WireWriter out) {
            byte[] encoded = certificate.encoded();
            out.u32(method.flag()).u32(level.value());
            out.u32(serverRandom.length).u32(encoded.length);
            out.bytes(serverRandom).bytes(encoded);
        }

        @Override
        public ClientProfile.Security security(SecurityProtocol protocol) {
            return new ClientProfile.Security(protocol, Optional.of(method), Optional.of(level));
        }

        byte[] clientRandom() {
            return clientRandom;
        }

        /** From a Security Exchange PDU, after its security header, on everything is encrypted. */
        void exchange(WireReader in) throws ProtocolException {
            clientRandom = RsaText.clientRandom(in, certificate.key());
            var keys = SessionKeys.derive(method, clientRandom, serverRandom);
            opener = keys.serverOpener();
            if (level != EncryptionLevel.LOW) {
                sealer = keys.serverSealer();
            }
        }

        /** The client said that it can verify salted MACs. */
        void saltFromNowOn() {
            salted = true;
        }

        /** Empty where the server's direction is in clear. */
        Optional<Sealer> sealer() {
            return Optional.ofNullable(sealer);
        }

        boolean salted() {
            return salted;
        }

        /** Opens a client's PDU after the flags of its header. */
        WireReader open(WireReader in, boolean encrypted, boolean saltedMac)
                throws ProtocolException {
            if (!encrypted || opener == null) {
                throw in.refuse(0, new Reason.NotEncrypted(in.pdu()));
            }
            return new WireReader(in.pdu(), opener.open(in, saltedMac));
        }
    }

    /** Opens a PDU that has a security header under any protection. */
    default Opened open(WireReader in) throws ProtocolException {
        int flags = in.u16("flags");
        in.skip("flagsHi", 2);
        return switch (this) {
            case Outer _ -> new Opened(flags, in);
            case Standard s -> {
                boolean salted = (flags & SecurityHeader.SEC_SECURE_CHECKSUM) != 0;
                boolean encrypted = (flags & SecurityHeader.SEC_ENCRYPT) != 0;
                yield new Opened(flags, s.open(in, encrypted, salted));
            }
        };
    }

    /** Opens a PDU that has a security header under standard RDP security only. */
    default WireReader openPlain(WireReader in) throws ProtocolException {
        return switch (this) {
            case Outer _ -> in;
            case Standard _ -> open(in).body();
        };
    }
}
