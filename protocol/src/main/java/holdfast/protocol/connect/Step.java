package holdfast.protocol.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a state may use during one step, and the actions that come out of it. */
final class Step {
    private final ConnectionConfig config;
    private final RandomGenerator random;
    private final boolean userLoggedOn;
    private final List<Action> actions = new ArrayList<>();

    Step(ConnectionConfig config, RandomGenerator random, boolean userLoggedOn) {
        this.config = config;
        this.random = random;
        this.userLoggedOn = userLoggedOn;
    }

    ConnectionConfig config() {
        return config;
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    boolean userLoggedOn() {
        return userLoggedOn;
    }

    void send(byte[] bytes) {
        actions.add(new Action.Send(bytes));
    }

    void tell(Action action) {
        actions.add(action);
    }

    Closed close(CloseReason reason) {
        actions.add(new Action.Close(reason));
        return new Closed();
    }

    List<Action> actions() {
        return List.copyOf(actions);
    }
}
