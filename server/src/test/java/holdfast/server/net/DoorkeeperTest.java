package holdfast.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final InetAddress FLOOD = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress PERSON = InetAddress.ofLiteral("192.0.2.2");

    private final Doorkeeper door = new Doorkeeper(() -> 10, () -> 4);

    @Test
    void aFloodFromOneAddressPushesOutItself() {
        var person = arrive(PERSON);
        List<EmbeddedChannel> flood = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flood.add(arrive(FLOOD));
        }
        assertThat(person.isOpen()).isTrue();
        assertThat(flood).filteredOn(EmbeddedChannel::isOpen).hasSize(4);
        assertThat(flood.getLast().isOpen()).isTrue();
    }

    @Test
    void aFloodFromManyAddressesPushesOutTheOldest() {
        List<EmbeddedChannel> flood = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            flood.add(arrive(InetAddress.ofLiteral("198.51.100." + i)));
        }
        assertThat(flood).filteredOn(EmbeddedChannel::isOpen).hasSize(10);
        assertThat(flood.subList(20, 30)).allMatch(EmbeddedChannel::isOpen);
    }

    @Test
    void whoHasLoggedOnIsNeverPushedOut() {
        var person = arrive(FLOOD);
        door.known(person);
        for (int i = 0; i < 20; i++) {
            arrive(FLOOD);
        }
        assertThat(person.isOpen()).isTrue();
    }

    @Test
    void whoLeavesMakesRoom() {
        var channel = arrive(PERSON);
        channel.close();
        channel.runPendingTasks();
        assertThat(door.strangers()).isZero();
    }

    private EmbeddedChannel arrive(InetAddress address) {
        var channel = new EmbeddedChannel();
        door.arrived(channel, address);
        return channel;
    }
}
