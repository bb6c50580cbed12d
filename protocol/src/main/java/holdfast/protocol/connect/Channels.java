package holdfast.protocol.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MCS channels of one connection.
 *
 * @param message channel of auto-detect and heartbeat, 0 for clients without
 */
record Channels(List<StaticChannel> statics, int message, int user) {
    static final int IO = 1003;

    /** Gives each channel the client asks for a number. */
    static Channels allocate(ClientCore core) {
        int next = IO + 1;
        var statics = new ArrayList<StaticChannel>();
        for (var wanted : core.channels()) {
            statics.add(new StaticChannel(next++, wanted.name(), wanted.options()));
        }
        int message = core.messageChannel() ? next++ : 0;
        return new Channels(List.copyOf(statics), message, next);
    }

    boolean knows(int channel) {
        return channel == IO
                || channel == user
                || (channel == message && message != 0)
                || find(channel).isPresent();
    }

    Optional<StaticChannel> find(int channel) {
        int index = channel - IO - 1;
        return index >= 0 && index < statics.size()
                ? Optional.of(statics.get(index))
                : Optional.empty();
    }
}
