package holdfast.interop.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs many rows side by side, so that their waiting overlaps: one server, a station per client.
 */
final class FaultMatrix {
    private static final int PORT = 3389;

    /** A fault and the client that it happens to. */
    record Row(Fault fault, Client.Kind client) {}

    private FaultMatrix() {}

    /** Every row's outcome, in the rows' order. */
    static Map<Row, Outcome> run(List<Row> rows) throws Exception {
        return run(rows, FaultServer::start);
    }

    /** The same with another product. */
    static Map<Row, Outcome> run(List<Row> rows, Host.Starter starter) throws Exception {
        // A product may need users of the machine: of this process and nobody else's.
        String own = "-" + Long.toString(ProcessHandle.current().pid(), 36);
        List<String> users = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            users.add("alone" + row + own);
            users.add("again" + row + own);
        }
        try (Network network = Network.make(rows.size() * 3);
                Host server = starter.start(network, PORT, users);
                FaultProxy proxy =
                        FaultProxy.start(network, server.folder(), PORT, server.plainPort());
                Wall wall = Wall.open(rows.size() * 3);
                Stage stage = Stage.set(network, server, proxy, wall);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Life> alone = new ArrayList<>();
            List<Life> again = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                alone.add(
                        new Life(
                                stage,
                                rows.get(row).fault(),
                                rows.get(row).client(),
                                "alone" + row + own));
                again.add(
                        new Life(
                                stage,
                                rows.get(row).fault(),
                                rows.get(row).client(),
                                "again" + row + own));
            }
            List<Client> aloneClients =
                    all(
                            threads,
                            alone.stream().<Callable<Client>>map(life -> life::begin).toList());
            List<Client> againClients =
                    all(
                            threads,
                            again.stream().<Callable<Client>>map(life -> life::begin).toList());
            try {
                List<Callable<Outcome>> lives = new ArrayList<>();
                for (int row = 0; row < rows.size(); row++) {
                    int index = row;
                    lives.add(() -> alone.get(index).alone(aloneClients.get(index)));
                    lives.add(() -> again.get(index).again(againClients.get(index)));
                }
                List<Outcome> outcomes = all(threads, lives);
                Map<Row, Outcome> table = new LinkedHashMap<>();
                for (int row = 0; row < rows.size(); row++) {
                    table.put(rows.get(row), outcomes.get(2 * row).and(outcomes.get(2 * row + 1)));
                }
                return table;
            } finally {
                aloneClients.forEach(Client::close);
                againClients.forEach(Client::close);
            }
        }
    }

    static String markdown(Map<Row, Outcome> table) {
        var text = new StringBuilder(Outcome.HEADER);
        table.forEach((row, outcome) ->
                text.append(outcome.row(row.fault().name(), row.client().toString())));
        return text.toString();
    }

    static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future :
                threads.invokeAll(tasks, Duration.ofMinutes(6).toSeconds(), TimeUnit.SECONDS)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
        return results;
    }
}
