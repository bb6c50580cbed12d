package holdfast.server.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Bounds what connections cost before anybody has logged on. A new connection is never refused:
 * when there are too many strangers, the oldest one goes, so a flood pushes itself out and a person
 * who is quicker than the flood still gets in. One address can only push out its own.
 *
 * <p>Safe for all threads.
 */
public final class Doorkeeper {
    private final IntSupplier mostStrangers;
    private final IntSupplier mostPerAddress;
    private final LinkedHashSet<Channel> strangers = new LinkedHashSet<>();
    private final Map<InetAddress, ArrayDeque<Channel>> byAddress = new HashMap<>();
    private final Map<Channel, InetAddress> addresses = new HashMap<>();

    /** The bounds are asked for anew at each arrival. */
    public Doorkeeper(IntSupplier mostStrangers, IntSupplier mostPerAddress) {
        this.mostStrangers = mostStrangers;
        this.mostPerAddress = mostPerAddress;
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
        ArrayDeque<Channel> same = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
        Channel goes = null;
        if (same.size() >= mostPerAddress.getAsInt()) {
            goes = same.getFirst();
        } else if (strangers.size() >= mostStrangers.getAsInt()) {
            goes = strangers.getFirst();
        }
        if (goes != null) {
            known(goes);
            same = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
        }
        strangers.add(channel);
        same.addLast(channel);
        addresses.put(channel, address);
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

    public synchronized int strangers() {
        return strangers.size();
    }
}
