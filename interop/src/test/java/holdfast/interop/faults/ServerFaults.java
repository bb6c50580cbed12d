package holdfast.interop.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens to the server itself, one fault after the other, each with a user of its own. */
final class ServerFaults {
    private static final int PORT = 4389;
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Longer than any silence that is given up. */
    private static final Duration WATCHED = Duration.ofSeconds(20);

    static final Fault KILLED = fault("server killed (-9) and started again");
    static final Fault STOPPED = fault("server frozen (SIGSTOP) for 30 s");
    static final Fault FORWARD = fault("server's wall clock an hour forward, 20 s");
    static final Fault BACK = fault("server's wall clock two hours back, 20 s");

    private ServerFaults() {}

    private static Fault fault(String name) {
        return new Fault(name, Duration.ZERO, false, false, false, true, _ -> {}, _ -> {});
    }

    static Map<FaultMatrix.Row, Outcome> run(List<Fault> faults, Client.Kind kind)
            throws Exception {
        List<String> users = faults.stream().map(fault -> "user" + faults.indexOf(fault)).toList();
        boolean clocks = faults.contains(FORWARD) || faults.contains(BACK);
        Map<FaultMatrix.Row, Outcome> table = new LinkedHashMap<>();
        try (Network network = Network.make(faults.size());
                FaultServer server =
                        clocks
                                ? FaultServer.startWithMovableClock(network, PORT, users)
                                : FaultServer.start(network, PORT, users);
                FaultProxy proxy = FaultProxy.start(network, server.folder(), PORT);
                Wall wall = Wall.open(faults.size());
                Stage stage = Stage.set(network, server, proxy, wall)) {
            for (int i = 0; i < faults.size(); i++) {
                Fault fault = faults.get(i);
                var life = new Life(stage, fault, kind, users.get(i));
                try (Client client = life.begin()) {
                    table.put(
                            new FaultMatrix.Row(fault, kind),
                            life.through(client, () -> inject(fault, server)));
                }
            }
        }
        return table;
    }

    private static void inject(Fault fault, FaultServer server) {
        if (fault == KILLED) {
            server.kill();
            server.startAgain();
        } else if (fault == STOPPED) {
            server.freeze();
            Watch.await(FROZEN, () -> false);
            server.thaw();
        } else {
            server.moveClock(fault == FORWARD ? HOUR : HOUR.negated());
            Watch.await(WATCHED, () -> false);
        }
    }
}
