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

    private static final InetAddress OFFICE = InetAddress.ofLiteral("192.0.2.3");
    private static final int SESSIONS_OF_OFFICE = 30;

    private final Doorkeeper door =
            new Doorkeeper(
                    () -> 10 + SESSIONS_OF_OFFICE,
                    address -> 4 + (address.equals(OFFICE) ? SESSIONS_OF_OFFICE : 0));

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
    void aFloodFromAWholeIpv6NetworkPushesOutItself() {
        var person = arrive(PERSON);
        for (int i = 0; i < 100; i++) {
            arrive(InetAddress.ofLiteral("2001:db8:0:1::%x".formatted(i)));
        }
        assertThat(person.isOpen()).isTrue();
        assertThat(door.strangers()).isEqualTo(5);
    }

    @Test
    void aFloodFromManyAddressesPushesOutTheOldest() {
        List<EmbeddedChannel> flood = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            flood.add(arrive(InetAddress.ofLiteral("198.51.100." + i)));
        }
        assertThat(flood).filteredOn(EmbeddedChannel::isOpen).hasSize(40);
        assertThat(flood.subList(20, 60)).allMatch(EmbeddedChannel::isOpen);
    }

    @Test
    void everySessionOfAnOfficeMayComeBackAtOnce() {
        List<EmbeddedChannel> office = new ArrayList<>();
        for (int i = 0; i < SESSIONS_OF_OFFICE + 4; i++) {
            office.add(arrive(OFFICE));
        }
        assertThat(office).allMatch(EmbeddedChannel::isOpen);
        arrive(OFFICE);
        assertThat(office.getFirst().isOpen()).isFalse();
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
