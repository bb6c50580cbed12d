package holdfast.server.net;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * Bounds what connections cost before anybody has logged on. A new connection is never refused:
 * when there are too many strangers, the oldest one goes, so a flood pushes itself out and a person
 * who is quicker than the flood still gets in. One address can only push out its own; whoever has
 * one IPv6 address has the 2^64 beside it, so these count as one.
 *
 * <p>Where many sessions were connected from one address, as from an office behind one router, as
 * many may come back from it at once, on top of what a strange address may: whoever wants that room
 * has to have proven that many users there first.
 *
 * <p>Safe for all threads.
 */
public final class Doorkeeper {
    private final IntSupplier mostStrangers;
    private final ToIntFunction<InetAddress> mostFrom;
    private final LinkedHashSet<Channel> strangers = new LinkedHashSet<>();
    private final Map<InetAddress, ArrayDeque<Channel>> byAddress = new HashMap<>();
    private final Map<Channel, InetAddress> addresses = new HashMap<>();

    /**
     * The bounds are asked for anew at each arrival.
     *
     * @param mostStrangers in all
     * @param mostFrom an address
     */
    public Doorkeeper(IntSupplier mostStrangers, ToIntFunction<InetAddress> mostFrom) {
        this.mostStrangers = mostStrangers;
        this.mostFrom = mostFrom;
    }

    /** A connection came in; the one that has to go for it, if any, is closed. */
    public void arrived(Channel channel, InetAddress address) {
        Channel goes = admit(channel, address);
        if (goes != null) {
            goes.close();
        }
        channel.closeFuture().addListener(_ -> known(channel));
    }

    private synchronized @org.jspecify.annotations.Nullable Channel admit(
            Channel channel, InetAddress address) {
        InetAddress host = host(address);
        ArrayDeque<Channel> same = byAddress.computeIfAbsent(host, _ -> new ArrayDeque<>());
        Channel goes = null;
        if (same.size() >= mostFrom.applyAsInt(address)) {
            goes = same.getFirst();
        } else if (strangers.size() >= mostStrangers.getAsInt()) {
            goes = strangers.getFirst();
        }
        if (goes != null) {
            known(goes);
            same = byAddress.computeIfAbsent(host, _ -> new ArrayDeque<>());
        }
        strangers.add(channel);
        same.addLast(channel);
        addresses.put(channel, host);
        return goes;
    }

    /** The connection is no stranger any more: somebody logged on, or it is gone. */
    public synchronized void known(Channel channel) {
        InetAddress address = addresses.remove(channel);
        if (address == null) {
            return;
        }
        strangers.remove(channel);
        ArrayDeque<Channel> same = byAddress.get(address);
        if (same != null) {
            same.remove(channel);
            if (same.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    private static InetAddress host(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public synchronized int strangers() {
        return strangers.size();
    }
}
