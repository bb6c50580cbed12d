package holdfast.client;

import holdfast.graphics.Rect;
import holdfast.protocol.share.AutoDetect;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;

/**
 * One connection of an RDP client over TLS: fast-path both ways, no channels. It does not paint; it
 * notes when updates that paint have come whole. A thread of its own reads; typing and asking may
 * be done from one other thread.
 */
public final class RdpClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SEC_AUTODETECT_REQ = 0x1000;
    private static final int SEC_AUTODETECT_RSP = 0x2000;
    private static final int SEC_LICENSE_PKT = 0x0080;
    private static final int LICENSE_REQUEST = 0x01;
    private static final int UPDATE_PDU = 2;

    private final Login login;
    private final CountingSocket wire;
    private final SSLSocket tls;
    private final OutputStream out;
    private final long startNanos;
    private final Mcs.Channels channels;
    private final int user;
    private final Paints paints = new Paints();
    private final Updates updates = new Updates();
    private final CompletableFuture<Long> active = new CompletableFuture<>();
    private final long[] steps;
    private final CompletableFuture<Cookie> cookie = new CompletableFuture<>();
    private volatile int errorInfo;
    private boolean licensed;
    private long shareId;

    private RdpClient(
            InetSocketAddress server,
            Login login,
            Optional<Proof> proof,
            Optional<Cookie> cookieBefore)
            throws IOException {
        this.login = login;
        var context = TrustAll.context();
        wire = new CountingSocket();
        wire.setTcpNoDelay(true);
        wire.setSoTimeout((int) LIMIT.toMillis());
        steps = new long[4];
        startNanos = System.nanoTime();
        int protocol = proof.isPresent() ? Mcs.PROTOCOL_HYBRID : Mcs.PROTOCOL_SSL;
        try {
            wire.connect(server, (int) LIMIT.toMillis());
            steps[0] = System.nanoTime();
            wire.getOutputStream().write(Mcs.connectionRequest(login.user(), protocol));
            if (!Mcs.confirms(new FrameReader(wire.getInputStream()).next(), protocol)) {
                throw new IOException(
                        "the server does not take TLS, or NLA where it was asked for");
            }
            steps[1] = System.nanoTime();
            tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(wire, "localhost", server.getPort(), true);
            tls.startHandshake();
            steps[2] = System.nanoTime();
            if (proof.isPresent()) {
                CredSsp.authenticate(tls, proof.get(), login);
            }
            out = tls.getOutputStream();
            InputStream in = new BufferedInputStream(tls.getInputStream(), 1 << 16);
            var frames = new FrameReader(in);
            out.write(Mcs.connectInitial(Introduction.blocks(login, protocol)));
            channels = Mcs.connectResponse(frames.next());
            out.write(Mcs.erectDomain());
            out.write(Mcs.attachUser());
            user = Mcs.attachedUser(frames.next());
            join(frames, user);
            join(frames, channels.io());
            if (channels.message() != 0) {
                join(frames, channels.message());
            }
            steps[3] = System.nanoTime();
            out.write(Mcs.send(user, channels.io(), Introduction.info(login, cookieBefore)));
            wire.setSoTimeout(0);
            Thread.ofPlatform().daemon().name("rdp " + login.user()).start(() -> read(frames));
        } catch (ProtocolException e) {
            wire.close();
            throw new IOException("the server sent what cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /** Connects and sends the name and the password; {@link #timeline} waits until it is active. */
    public static RdpClient connect(InetSocketAddress server, Login login) throws IOException {
        return new RdpClient(server, login, Optional.empty(), Optional.empty());
    }

    /**
     * Connects by network level authentication.
     *
     * @throws CredSspRefused when the server does not let the user in
     */
    public static RdpClient connect(InetSocketAddress server, Login login, Proof proof)
            throws IOException {
        return new RdpClient(server, login, Optional.of(proof), Optional.empty());
    }

    /** Comes back by itself, as who was connected before. */
    public static RdpClient reconnect(InetSocketAddress server, Login login, Cookie cookie)
            throws IOException {
        return new RdpClient(server, login, Optional.empty(), Optional.of(cookie));
    }

    /** The auto-reconnect cookie, once the server has given one. */
    public Cookie cookie() throws IOException, InterruptedException {
        try {
            return cookie.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no auto-reconnect cookie came", e);
        }
    }

    public Timeline timeline() throws IOException, InterruptedException {
        try {
            long activated = active.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new Timeline(
                    since(steps[0]),
                    since(steps[1]),
                    since(steps[2]),
                    since(steps[3]),
                    since(activated));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the connection did not become active", e);
        }
    }

    /** From the first SYN to the first update that paints. */
    public Duration firstPaint() throws IOException, InterruptedException {
        return since(paints.first(LIMIT));
    }

    /** From the first SYN to the last update before the picture stood still for so long. */
    public Duration complete(Duration quiet) throws IOException, InterruptedException {
        paints.first(LIMIT);
        return since(paints.still(quiet, LIMIT));
    }

    /** Waits until nothing has been painted for so long. */
    public void awaitStill(Duration quiet) throws IOException, InterruptedException {
        paints.still(quiet, LIMIT);
    }

    /** Types without waiting for anything. */
    public void type(String text) throws IOException {
        for (char c : text.toCharArray()) {
            write(Keys.tap(c));
        }
    }

    /** Types one key and waits for the first update that paints after it. */
    public Duration keyToPaint(char c) throws IOException, InterruptedException {
        byte[] tap = Keys.tap(c);
        long seen = paints.count();
        long pressed = System.nanoTime();
        write(tap);
        return Duration.ofNanos(paints.after(seen, LIMIT) - pressed);
    }

    /** Types one key and waits until all of the area has been painted after it. */
    public Duration keyToArea(char c, Rect area) throws IOException, InterruptedException {
        byte[] tap = Keys.tap(c);
        paints.expect(area);
        long pressed = System.nanoTime();
        write(tap);
        return Duration.ofNanos(paints.covered(LIMIT) - pressed);
    }

    /** How many steps of an act have come: how often the corner was painted. */
    public long marks() {
        return paints.marks();
    }

    /** Waits for so many more updates that paint. */
    public void awaitPaints(int more) throws IOException, InterruptedException {
        paints.after(paints.count() + more - 1, LIMIT);
    }

    public long paints() {
        return paints.count();
    }

    /** Bytes that came over the wire, TLS included. */
    public long bytesIn() {
        return wire.bytesIn();
    }

    public long bytesOut() {
        return wire.bytesOut();
    }

    /** Cuts the connection, as a client that is closed does. */
    @Override
    public void close() throws IOException {
        wire.close();
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(nanos - startNanos);
    }

    private void join(FrameReader frames, int channel) throws IOException {
        out.write(Mcs.join(user, channel));
        frames.next();
    }

    private synchronized void write(byte[] pdu) throws IOException {
        out.write(pdu);
    }

    private void send(int channel, WireWriter body) throws IOException {
        write(Mcs.send(user, channel, body));
    }

    private void read(FrameReader frames) {
        try {
            while (true) {
                byte[] frame = frames.next();
                if (frame[0] == 3) {
                    slow(frame);
                } else {
                    fast(frame);
                }
            }
        } catch (IOException e) {
            end(e);
        } catch (ProtocolException e) {
            end(new IOException("the server sent what cannot be read: " + e.getMessage(), e));
        }
    }

    private void end(IOException why) {
        var end =
                new IOException(
                        "the connection of "
                                + login
                                + " is over"
                                + (errorInfo == 0 ? "" : ", error info 0x%X".formatted(errorInfo))
                                + ": "
                                + why.getMessage(),
                        why);
        active.completeExceptionally(end);
        cookie.completeExceptionally(end);
        paints.end(end);
    }

    /** TS_FP_UPDATE_PDU, 2.2.9.1.2. */
    private void fast(byte[] frame) throws ProtocolException {
        var in = new WireReader("TS_FP_UPDATE_PDU", frame);
        in.skip("fpOutputHeader, length", (frame[1] & 0x80) == 0 ? 2 : 3);
        while (in.hasRemaining()) {
            int header = in.u8("updateHeader");
            if (header >> 6 == 2) {
                in.skip("compressionFlags", 1);
            }
            int code = header & 0xF;
            WireReader body = in.sub("updateData", in.u16("size"));
            List<Rect> painted = updates.fast(code, header >> 4 & 3, body);
            boolean whole = (header >> 4 & 3) < 2; // single or last fragment
            if (whole && (code == Updates.ORDERS || !painted.isEmpty())) {
                paints.add(System.nanoTime(), painted);
            }
        }
    }

    private void slow(byte[] frame) throws IOException, ProtocolException {
        WireReader in = Mcs.payload("MCS PDU", frame);
        int choice = in.u8("choice") >> 2;
        if (choice == Mcs.DISCONNECT_PROVIDER_ULTIMATUM) {
            throw new IOException("the server disconnects");
        }
        if (choice != Mcs.SEND_DATA_INDICATION) {
            return;
        }
        in.skip("initiator", 2);
        int channel = in.u16be("channelId");
        in.skip("dataPriority, segmentation", 1);
        in = in.sub("userData", Mcs.perLength(in));
        if (channel == channels.message()) {
            autoDetect(in);
        } else if (!licensed) {
            licence(in);
        } else {
            while (in.hasRemaining()) {
                share(ShareControl.decode(in));
            }
        }
    }

    /** TS_GRAPHICS_UPDATE, 2.2.9.1.1.3.1; orders are padded otherwise than on the fast path. */
    private void slowUpdate(WireReader in) throws ProtocolException {
        byte[] body = in.bytes("updateData", in.remaining());
        int type = body[0];
        if (type == Updates.BITMAP) {
            paints.add(System.nanoTime(), updates.painted(type, new WireReader("TS_UPDATE", body)));
        } else if (type == Updates.ORDERS) {
            byte[] orders = Arrays.copyOfRange(body, 4, body.length - 2);
            System.arraycopy(body, 4, orders, 0, 2);
            System.arraycopy(body, 8, orders, 2, orders.length - 2);
            paints.add(
                    System.nanoTime(), updates.painted(type, new WireReader("TS_UPDATE", orders)));
        }
    }

    /**
     * Licensing, [MS-RDPELE]: a server that asks for a licence (xrdp does) is told that there is
     * none, which ends the matter; others say at once that the client is fine.
     */
    private void licence(WireReader in) throws IOException, ProtocolException {
        in.skip("flags, flagsHi", 4);
        licensed = in.u8("bMsgType") != LICENSE_REQUEST;
        if (!licensed) {
            var alert = new WireWriter(20).u16(SEC_LICENSE_PKT).u16(0).u8(0xFF).u8(3).u16(16);
            send(
                    channels.io(),
                    alert.u32(8).u32(2).u16(4).u16(0)); // ERR_INVALID_CLIENT, ST_NO_TRANSITION
        }
    }

    /** Answers RTT requests, 2.2.14.1.1; others ask for nothing that counts here. */
    private void autoDetect(WireReader in) throws IOException, ProtocolException {
        int flags = in.u16("flags");
        in.skip("flagsHi", 2);
        if ((flags & SEC_AUTODETECT_REQ) == 0) {
            return;
        }
        in.skip("headerLength, headerTypeId", 2);
        int sequence = in.u16("sequenceNumber");
        int type = in.u16("requestType");
        if (type == 0x0001 || type == 0x1001) {
            byte[] answer = AutoDetect.encode(new AutoDetect.RttResponse(sequence));
            send(
                    channels.message(),
                    new WireWriter(32).u16(SEC_AUTODETECT_RSP).u16(0).bytes(answer));
        }
    }

    private void share(ShareControl pdu) throws IOException, ProtocolException {
        WireReader in = pdu.body();
        switch (pdu.type()) {
            case DEMAND_ACTIVE -> {
                shareId = in.u32("shareId");
                confirm();
            }
            case DATA -> {
                in.skip("shareId to uncompressedLength", 8);
                int type = in.u8("pduType2");
                in.skip("compressedType, compressedLength", 3);
                if (type == UPDATE_PDU && in.remaining() > 4) {
                    slowUpdate(in);
                } else if (type == PduType2.FONT_MAP.value()) {
                    active.complete(System.nanoTime());
                } else if (type == PduType2.SET_ERROR_INFO.value()) {
                    errorInfo = in.i32("errorInfo");
                } else if (type == PduType2.SAVE_SESSION_INFO.value()) {
                    Cookie given = Cookie.read(in);
                    if (given != null) {
                        cookie.complete(given);
                    }
                }
            }
            default -> {}
        }
    }

    /** Confirm Active and finalization in one go, 2.2.1.13.2 to 2.2.1.18. */
    private void confirm() throws IOException {
        WireWriter sets = Introduction.capabilities(login);
        var body = new WireWriter(1024).u32(shareId).u16(ShareControl.SERVER_CHANNEL);
        body.u16(6)
                .u16(sets.size())
                .bytes(Mcs.ascii("BENCH\0"))
                .bytes(sets.array(), 0, sets.size());
        var pdu = new WireWriter(1024);
        ShareControl.encodeHeader(pdu, ShareControl.Type.CONFIRM_ACTIVE, user, body.size());
        send(channels.io(), pdu.bytes(body.array(), 0, body.size()));
        data(PduType2.SYNCHRONIZE, new WireWriter(4).u16(1).u16(ShareControl.SERVER_CHANNEL));
        data(PduType2.CONTROL, new WireWriter(8).u16(4).u16(0).u32(0)); // cooperate
        data(PduType2.CONTROL, new WireWriter(8).u16(1).u16(0).u32(0)); // request control
        data(PduType2.FONT_LIST, new WireWriter(8).u16(0).u16(0).u16(3).u16(50));
    }

    private void data(PduType2 type, WireWriter body) throws IOException {
        var pdu = new WireWriter(64);
        holdfast.protocol.share.ShareData.encodeHeaders(
                pdu, user, shareId, type.value(), body.size());
        send(channels.io(), pdu.bytes(body.array(), 0, body.size()));
    }
}
