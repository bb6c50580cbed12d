package holdfast.protocol.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a state may use during one step, and the actions that come out of it. */
final class Step {
    private final ConnectionConfig config;
    private final RandomGenerator random;
    private final boolean userLoggedOn;
    private final List<Action> sends = new ArrayList<>();
    private final List<Action> news = new ArrayList<>();

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
        sends.add(new Action.Send(bytes));
    }

    void tell(Action action) {
        news.add(action);
    }

    Closed close(CloseReason reason) {
        news.add(new Action.Close(reason));
        return new Closed();
    }

    /**
     * What is to be sent comes first: it is encrypted already, so whatever the server writes in
     * answer to the news has to follow it.
     */
    List<Action> actions() {
        var all = new ArrayList<>(sends);
        all.addAll(news);
        return List.copyOf(all);
    }
}
