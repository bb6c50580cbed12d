package holdfast.sessions;

import holdfast.sessions.liveness.LivenessRules;
import java.time.Duration;

/** The default rules with a few of them changed. */
final class Rules {
    private Duration idle = Duration.ZERO;
    private Duration connection = Duration.ZERO;
    private Duration disconnection = Duration.ZERO;
    private SessionRules.Action atLimit = SessionRules.Action.DISCONNECT;
    private SessionRules.Action onBroken = SessionRules.Action.DISCONNECT;
    private boolean single = true;
    private int maxConnections = Integer.MAX_VALUE;
    private boolean deny;
    private boolean autoReconnect = true;

    static Rules with() {
        return new Rules();
    }

    Rules idle(Duration limit) {
        idle = limit;
        return this;
    }

    Rules connection(Duration limit) {
        connection = limit;
        return this;
    }

    Rules disconnection(Duration limit) {
        disconnection = limit;
        return this;
    }

    Rules atLimit(SessionRules.Action action) {
        atLimit = action;
        return this;
    }

    Rules onBroken(SessionRules.Action action) {
        onBroken = action;
        return this;
    }

    Rules single(boolean one) {
        single = one;
        return this;
    }

    Rules maxConnections(int most) {
        maxConnections = most;
        return this;
    }

    Rules deny(boolean all) {
        deny = all;
        return this;
    }

    Rules autoReconnect(boolean allowed) {
        autoReconnect = allowed;
        return this;
    }

    SessionRules rules() {
        return new SessionRules(
                idle,
                connection,
                disconnection,
                atLimit,
                onBroken,
                Duration.ofMinutes(2),
                single,
                maxConnections,
                deny,
                autoReconnect,
                Duration.ofHours(1),
                LivenessRules.DEFAULT);
    }
}
