package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.EncryptionMethod;
import holdfast.protocol.security.Opener;
import holdfast.protocol.security.Sealer;
import holdfast.protocol.security.ServerKeys;
import holdfast.protocol.security.SessionKeys;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.share.ShareData;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client that speaks to an {@link RdpConnection} in memory: it writes what real clients write,
 * reads the answers, and keeps every byte it sent, for fuzz seeds.
 */
final class TestClient {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final int RDP_5 = 0x0008_0004;
    static final ServerKeys KEYS = keys();
    private static final byte[] RANDOM = new byte[32];

    final RdpConnection server;
    final List<Action> actions = new ArrayList<>();
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final boolean standard;
    boolean salted;
    boolean encrypt = true;
    int user;
    long shareId;
    int security;
    private byte[] certificateModulus = new byte[0];
    private byte[] serverRandom = new byte[0];
    private @Nullable Sealer sealer;
    private @Nullable Opener opener;
    private EncryptionMethod method = EncryptionMethod.RC4_128;

    TestClient(ConnectionConfig config, boolean standard) {
        this.server = new RdpConnection(config, new Random(7), NOON);
        this.standard = standard;
    }

    static ConnectionConfig config(SecurityLayer layer, EncryptionLevel level) {
        return config(layer, level, false);
    }

    static ConnectionConfig config(
            SecurityLayer layer, EncryptionLevel level, boolean networkLevelAuthentication) {
        return config(layer, level, networkLevelAuthentication, 32);
    }

    /** Under TLS, with so many bits per pixel at most. */
    static ConnectionConfig inColour(int deepest) {
        return config(SecurityLayer.TLS, EncryptionLevel.HIGH, false, deepest);
    }

    private static ConnectionConfig config(
            SecurityLayer layer,
            EncryptionLevel level,
            boolean networkLevelAuthentication,
            int deepestColour) {
        return new ConnectionConfig(
                layer,
                networkLevelAuthentication,
                networkLevelAuthentication,
                true,
                level,
                KEYS,
                true,
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                8192,
                deepestColour);
    }

    /** A client behind TLS, active. */
    static TestClient overTls() throws ProtocolException {
        var client = new TestClient(config(SecurityLayer.TLS, EncryptionLevel.HIGH), false);
        client.request(1);
        client.perform(client.server.tlsEstablished(NOON));
        client.connect(Blocks.usual());
        client.info(Info.usual());
        client.finish();
        return client;
    }

    /** A client under standard RDP security, active. */
    static TestClient overStandardSecurity(EncryptionLevel level, int methods)
            throws ProtocolException {
        var client = new TestClient(config(SecurityLayer.RDP, level), true);
        client.request(0);
        client.connect(Blocks.usual().methods(methods));
        client.info(Info.usual());
        client.finish();
        return client;
    }

    void request(int protocols) {
        send(
                new ConnectionRequest(
                                Optional.of("ann"),
                                Optional.empty(),
                                OptionalInt.of(protocols),
                                0,
                                Optional.empty())
                        .encode());
    }

    /** Basic settings exchange, channel connection and the security exchange. */
    void connect(Blocks blocks) throws ProtocolException {
        actions.clear();
        send(ConnectInitial.encode(blocks.encode()));
        readConnectResponse(only());
        send(mcs(new byte[] {4, 1, 0, 1, 0}));
        send(mcs(new byte[] {0x28}));
        WireReader attached = tpkt(only());
        attached.skip("choice, result", 2);
        user = attached.u16be("initiator") + Mcs.USER_BASE;
        if (standard) {
            exchange();
        }
    }

    private void exchange() {
        BigInteger modulus = littleEndian(certificateModulus);
        byte[] encrypted =
                toLittleEndian(
                        littleEndian(RANDOM).modPow(BigInteger.valueOf(0x10001), modulus),
                        certificateModulus.length);
        var pdu =
                new WireWriter().u16(1).u16(0).u32(encrypted.length + 8).bytes(encrypted).zeros(8);
        send(sendData(Channels.IO, pdu.toByteArray()));
        var keys = SessionKeys.derive(method, RANDOM, serverRandom);
        sealer = keys.clientSealer();
        opener = security == EncryptionLevel.LOW.value() ? null : keys.clientOpener();
    }

    void info(byte[] info) throws ProtocolException {
        actions.clear();
        send(sendData(Channels.IO, flagged(0x40, info)));
    }

    /** Reads the Demand Active PDU among the last frames, confirms it and ends finalization. */
    void finish() throws ProtocolException {
        confirm(Capabilities.usual());
        data(new ClientData.Synchronize(1002));
        data(new ClientData.Control(ClientData.Control.COOPERATE, 0, 0));
        data(new ClientData.Control(ClientData.Control.REQUEST_CONTROL, 0, 0));
        data(new ClientData.FontList());
    }

    void confirm(byte[] capabilities) throws ProtocolException {
        readDemandActive();
        actions.clear();
        var body = new WireWriter();
        body.u32(shareId).u16(0x3EA).u16(6).u16(capabilities.length);
        body.bytes(new byte[] {'M', 'S', 'T', 'S', 'C', 0}).bytes(capabilities);
        var pdu = new WireWriter();
        ShareControl.encodeHeader(pdu, ShareControl.Type.CONFIRM_ACTIVE, 1004, body.size());
        pdu.bytes(body.toByteArray());
        share(pdu.toByteArray());
    }

    void readDemandActive() throws ProtocolException {
        for (byte[] frame : sentFrames()) {
            if ((frame[0] & 3) != 3) {
                continue;
            }
            WireReader in = userData(frame);
            if (in.remaining() > 20) {
                in.skip("totalLength", 2);
                if (in.u16("pduType") == 0x11) {
                    in.skip("pduSource", 2);
                    shareId = in.u32("shareId");
                    return;
                }
            }
        }
        throw new AssertionError("No Demand Active PDU among " + actions);
    }

    void data(ClientData data) {
        send(frame(data));
    }

    /** A share data PDU, encrypted and not sent yet. */
    byte[] frame(ClientData data) {
        byte[] body = ClientData.encode(data);
        var pdu = new WireWriter();
        ShareData.encodeHeaders(pdu, 1004, shareId, typeOf(data).value(), body.length);
        return frame(pdu.bytes(body).toByteArray());
    }

    private byte[] frame(byte[] pdu) {
        return sendData(Channels.IO, standard ? flagged(0, pdu) : pdu);
    }

    void share(byte[] pdu) {
        send(frame(pdu));
    }

    void channel(int channel, byte[] pdu) {
        send(sendData(channel, standard ? flagged(0, pdu) : pdu));
    }

    void fastPath(int count, byte[] events) {
        var out = new WireWriter();
        if (sealer == null) {
            out.u8(count << 2).u8(2 + events.length).bytes(events);
        } else {
            int total = 3 + sealer.sealedLength(events.length);
            out.u8(count << 2 | 0x80 | (salted ? 0x40 : 0)).u16be(0x8000 | total);
            sealer.seal(events, 0, events.length, salted, out);
        }
        send(out.toByteArray());
    }

    /** A PDU with a security header. */
    byte[] flagged(int flags, byte[] body) {
        var out = new WireWriter();
        if (sealer == null || !encrypt) {
            return out.u16(flags).u16(0).bytes(body).toByteArray();
        }
        out.u16(flags | 8 | (salted ? 0x800 : 0)).u16(0);
        sealer.seal(body, 0, body.length, salted, out);
        return out.toByteArray();
    }

    void send(byte[] bytes) {
        sent.writeBytes(bytes);
        perform(server.received(bytes, 0, bytes.length, NOON));
    }

    void perform(List<Action> more) {
        actions.addAll(more);
    }

    <T extends Action> T one(Class<T> type) {
        var found = actions.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as("%s among %s", type.getSimpleName(), actions).hasSize(1);
        return found.getFirst();
    }

    List<byte[]> sentFrames() {
        return actions.stream()
                .filter(Action.Send.class::isInstance)
                .map(a -> ((Action.Send) a).bytes())
                .toList();
    }

    private byte[] only() {
        var frames = sentFrames();
        assertThat(frames).hasSize(1);
        actions.clear();
        return frames.getFirst();
    }

    /** The PDU types of all share data and control PDUs among the last frames, in order. */
    List<String> shareTypes() throws ProtocolException {
        var types = new ArrayList<String>();
        for (byte[] frame : sentFrames()) {
            WireReader mcs = tpkt(frame);
            if (mcs.peekU8("choice") >> 2 == 8) {
                types.add("DPU");
                continue;
            }
            var pdu = ShareControl.decode(userData(frame));
            types.add(
                    pdu.type() == ShareControl.Type.DATA
                            ? ShareData.decode(pdu.body()).type().name()
                            : pdu.type().name());
        }
        return types;
    }

    /** The body of the only share data PDU of {@code type} in {@code frames}. */
    byte[] body(PduType2 type, List<byte[]> frames) throws ProtocolException {
        for (byte[] frame : frames) {
            var pdu = ShareControl.decode(userData(frame));
            if (pdu.type() == ShareControl.Type.DATA) {
                var data = ShareData.decode(pdu.body());
                if (data.type() == type) {
                    return data.body().rest();
                }
            }
        }
        throw new AssertionError("No " + type);
    }

    /** User data of a Send Data Indication, decrypted. Each frame may be read once only. */
    WireReader userData(byte[] frame) throws ProtocolException {
        WireReader in = tpkt(frame);
        in.skip("choice, initiator, channelId, priority", 6);
        WireReader data = in.sub("userData", Per.length(in, "userData"));
        if (!standard) {
            return data;
        }
        int flags = data.u16("flags");
        data.skip("flagsHi", 2);
        if ((flags & 8) == 0 || opener == null) {
            return data;
        }
        return new WireReader("opened", opener.open(data, (flags & 0x800) != 0));
    }

    byte[] openFastPath(byte[] frame) throws ProtocolException {
        var in = new WireReader("fast-path", frame);
        int header = in.u8("header");
        in.skip("length", 2);
        return opener == null ? in.rest() : opener.open(in, (header & 0x40) != 0);
    }

    static WireReader tpkt(byte[] frame) throws ProtocolException {
        return X224.data("frame", new Frame(Frame.Kind.TPKT, frame));
    }

    static byte[] mcs(byte[] pdu) {
        return X224.end(X224.begin(16).bytes(pdu));
    }

    static byte[] sendData(int channel, byte[] data) {
        return X224.end(
                X224.begin(16 + data.length)
                        .u8(0x64)
                        .u16be(3)
                        .u16be(channel)
                        .u8(0x70)
                        .u16be(0x8000 | data.length)
                        .bytes(data));
    }

    private void readConnectResponse(byte[] frame) throws ProtocolException {
        WireReader in = tpkt(frame);
        in.skip("tag", 2);
        Ber.length(in, "Connect-Response");
        Ber.contents(in, "result", Ber.ENUMERATED);
        Ber.integer(in, "calledConnectId");
        DomainParameters.decode(in, "domainParameters");
        WireReader gcc = Ber.contents(in, "userData", Ber.OCTET_STRING);
        gcc.skip("ConferenceCreateResponse", 21);
        WireReader blocks = gcc.sub("blocks", Per.length(gcc, "blocks"));
        while (blocks.hasRemaining()) {
            int type = blocks.u16("type");
            WireReader block = blocks.sub("block", blocks.u16("length") - 4);
            if (type == 0x0C02) {
                readSecurity(block);
            }
        }
    }

    private void readSecurity(WireReader in) throws ProtocolException {
        int chosen = in.i32("encryptionMethod");
        security = in.i32("encryptionLevel");
        if (chosen == 0) {
            return;
        }
        for (var each : EncryptionMethod.values()) {
            method = each.flag() == chosen ? each : method;
        }
        in.skip("serverRandomLen, serverCertLen", 8);
        serverRandom = in.bytes("serverRandom", 32);
        in.skip("versions and algorithms, blob header, magic", 12 + 4 + 4);
        int keyLength = in.i32("keylen");
        in.skip("bitlen, datalen, pubExp", 12);
        certificateModulus = in.bytes("modulus", keyLength - 8);
    }

    private static PduType2 typeOf(ClientData data) {
        return switch (data) {
            case ClientData.Synchronize _ -> PduType2.SYNCHRONIZE;
            case ClientData.Control _ -> PduType2.CONTROL;
            case ClientData.FontList _ -> PduType2.FONT_LIST;
            case ClientData.PersistentKeys _ -> PduType2.PERSISTENT_KEY_LIST;
            case ClientData.Input _ -> PduType2.INPUT;
            case ClientData.RefreshRect _ -> PduType2.REFRESH_RECT;
            case ClientData.SuppressOutput _ -> PduType2.SUPPRESS_OUTPUT;
            case ClientData.ShutdownRequest _ -> PduType2.SHUTDOWN_REQUEST;
            case ClientData.FrameAcknowledge _ -> PduType2.FRAME_ACKNOWLEDGE;
            case ClientData.CacheError _ -> PduType2.BITMAP_CACHE_ERROR;
        };
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            big[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] toLittleEndian(BigInteger number, int length) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[length];
        for (int i = 0; i < length && i < big.length; i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    /** Always the same keys, so that recorded encrypted streams can be replayed. */
    static ServerKeys keys() {
        try (var in = TestClient.class.getResourceAsStream("test-keys.txt")) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\\s+");
            return new ServerKeys(rsa(lines[0]), rsa(lines[1]), Optional.empty());
        } catch (IOException | GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    private static RSAPrivateCrtKey rsa(String base64) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
}
