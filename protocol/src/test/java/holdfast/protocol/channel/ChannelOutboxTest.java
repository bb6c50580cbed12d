package holdfast.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelOutboxTest {
    private final ChannelOutbox outbox = new ChannelOutbox(1600);
    private final Chunks client = new Chunks();

    @Test
    void sendsAShortMessageAsOneChunk() {
        var lane = outbox.lane(Chunks.ONE, 1 << 20);
        assertThat(lane.offer(Chunks.hex("0A0B"))).isTrue();
        assertThat(outbox.drain(100, client)).isEqualTo(10);
        assertThat(client.sent)
                .usingRecursiveComparison()
                .isEqualTo(List.of(new Chunks.Sent(Chunks.ONE, 2, 3, Chunks.hex("0A0B"))));
        assertThat(outbox.pending()).isFalse();
    }

    @Test
    void sendsALongMessageInChunksThatAClientPutsTogether() throws Exception {
        var lane = outbox.lane(Chunks.ONE, 1 << 20);
        byte[] message = Chunks.bytes(100_000);
        lane.offer(message);
        outbox.drain(Integer.MAX_VALUE, client);
        var echo = new Echo("echo", 1 << 20);
        var receiver = new ChannelInbox(echo);
        for (Chunks.Sent chunk : client.sent) {
            assertThat(chunk.data()).hasSizeLessThanOrEqualTo(1600);
            receiver.receive(chunk.totalLength(), chunk.flags(), chunk.data());
        }
        assertThat(client.sent).hasSize(63);
        assertThat(echo.received).containsExactly(message);
        assertThat(lane.queued()).isZero();
    }

    @Test
    void showsTheProtocolWhereTheClientAskedForIt() {
        outbox.lane(Chunks.TWO, 1 << 20).offer(new byte[1601]);
        outbox.drain(Integer.MAX_VALUE, client);
        assertThat(client.sent).extracting(Chunks.Sent::flags).containsExactly(0x11, 0x12);
    }

    @Test
    void letsNoChannelWaitForALongTransferOfAnother() {
        var clipboard = outbox.lane(Chunks.ONE, 1 << 24);
        var display = outbox.lane(Chunks.TWO, 1 << 16);
        clipboard.offer(new byte[10_000_000]);
        outbox.drain(3 * 1608, client);
        display.offer(new byte[10]);
        display.offer(new byte[10]);
        outbox.drain(5 * 1608, client);
        assertThat(client.channels())
                .startsWith(
                        Chunks.ONE,
                        Chunks.ONE,
                        Chunks.ONE,
                        Chunks.ONE,
                        Chunks.TWO,
                        Chunks.ONE,
                        Chunks.TWO,
                        Chunks.ONE);
    }

    @Test
    void sendsNoMoreThanItsCreditAndOneChunk() {
        outbox.lane(Chunks.ONE, 1 << 24).offer(new byte[10_000_000]);
        assertThat(outbox.drain(0, client)).isZero();
        assertThat(outbox.drain(1, client)).isEqualTo(1608);
        assertThat(outbox.drain(16_080, client)).isEqualTo(16_080);
        assertThat(client.sent).hasSize(11);
    }

    @Test
    void turnsMessagesAwayOnceItIsFull() {
        var lane = outbox.lane(Chunks.ONE, 2000);
        assertThat(lane.offer(new byte[3000])).as("the one that crosses the mark").isTrue();
        assertThat(lane.writable()).isFalse();
        assertThat(lane.offer(new byte[1])).isFalse();
        outbox.drain(1608, client);
        assertThat(lane.queued()).isEqualTo(1400);
        assertThat(lane.offer(new byte[1])).isTrue();
    }

    @Test
    void sendsEmptyMessages() {
        var lane = outbox.lane(Chunks.ONE, 2000);
        lane.offer(new byte[0]);
        lane.offer(Chunks.hex("07"));
        outbox.drain(100, client);
        assertThat(client.sent)
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new Chunks.Sent(Chunks.ONE, 0, 3, new byte[0]),
                                new Chunks.Sent(Chunks.ONE, 1, 3, Chunks.hex("07"))));
    }

    @Test
    void holdsEverythingBackWhileSuspended() {
        outbox.lane(Chunks.ONE, 2000).offer(new byte[1]);
        outbox.suspend(Chunks.ONE, client);
        assertThat(outbox.pending()).isFalse();
        assertThat(outbox.drain(1000, client)).isZero();
        outbox.resume(Chunks.ONE, client);
        assertThat(outbox.drain(1000, client)).isEqualTo(9);
        assertThat(client.sent).extracting(Chunks.Sent::flags).containsExactly(0x23, 0x43, 0x03);
    }

    @Test
    void refusesChunkSizesThatNoCapabilitySetMayName() {
        for (int size : List.of(0, 1599, 16_257)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ChannelOutbox(size));
        }
    }

    @Test
    void copiesNothingUntilThereIsCredit() {
        byte[] message = Chunks.hex("01");
        outbox.lane(Chunks.ONE, 10).offer(message);
        Arrays.fill(message, (byte) 2);
        outbox.drain(10, client);
        assertThat(client.sent.getFirst().data()[0]).isEqualTo((byte) 2);
    }
}
