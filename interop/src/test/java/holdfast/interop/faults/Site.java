package holdfast.interop.faults;

import holdfast.client.Cookie;
import holdfast.client.Login;
import holdfast.client.RdpClient;
import holdfast.interop.Program;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * An office behind one router: many clients at one station, light ones of ours, in a process of
 * their own. All log on by password; when they are told to, all come back by cookie at once.
 */
final class Site implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** How many log on by password at a time: that is not what is looked at. */
    private static final int LOGONS_AT_ONCE = 4;

    private final Program program;
    private final Path order;

    /**
     * How one client came back, in milliseconds from the moment when all were told to.
     *
     * @param begun its own first packet
     */
    record Return(String user, long begun, long encrypted, long activated, long painted) {}

    private Site(Program program, Path order) {
        this.program = program;
        this.order = order;
    }

    /** Everybody of {@code users} has logged on when this returns. */
    static Site open(Network network, int station, FaultServer server, List<String> users) {
        Path order = server.folder().resolve("site-order");
        List<String> command = Program.java(Site.class.getName(), "-XX:+UseSerialGC");
        command.add(Integer.toString(server.port()));
        command.add(order.toString());
        command.addAll(users);
        Program program =
                Program.start(
                        server.folder().resolve("site.log"),
                        Map.of(),
                        network.atStation(station, command));
        var site = new Site(program, order);
        site.await("all are in");
        return site;
    }

    /** Everybody leaves the old connection behind and comes back. */
    List<Return> comeBack() {
        holdfast.interop.Folders.write(order, "back");
        await("all are back");
        return program.output()
                .lines()
                .filter(line -> line.startsWith("back "))
                .map(line -> line.split(" "))
                .map(words ->
                        new Return(
                                words[1],
                                Long.parseLong(words[2]),
                                Long.parseLong(words[3]),
                                Long.parseLong(words[4]),
                                Long.parseLong(words[5])))
                .toList();
    }

    private void await(String line) {
        Awaitility.await(line)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!program.isAlive()) {
                        throw new AssertionError(program.output());
                    }
                    return program.output().contains(line);
                });
    }

    @Override
    public void close() {
        program.close();
    }

    // ---- The process itself

    private record Member(String user, RdpClient client, Cookie cookie) {}

    public static void main(String[] arguments) throws Exception {
        var server = new InetSocketAddress(Network.SERVER_ADDRESS, Integer.parseInt(arguments[0]));
        Path order = Path.of(arguments[1]);
        List<String> users = List.of(arguments).subList(2, arguments.length);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var turns = new Semaphore(LOGONS_AT_ONCE);
            List<Member> members =
                    all(
                            threads,
                            users.stream()
                                    .<Callable<Member>>map(user -> () -> logOn(server, user, turns))
                                    .toList());
            System.out.println("all are in");
            while (!Files.exists(order)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            for (Member member : members) {
                member.client().close();
            }
            long start = System.nanoTime();
            all(
                            threads,
                            members.stream()
                                    .<Callable<String>>map(
                                            member -> () -> comeBack(server, member, start))
                                    .toList())
                    .forEach(System.out::println);
            System.out.println("all are back");
            TimeUnit.DAYS.sleep(1); // They stay connected until they are ended.
        }
    }

    private static Member logOn(InetSocketAddress server, String user, Semaphore turns)
            throws IOException, InterruptedException {
        turns.acquire();
        try {
            RdpClient client = RdpClient.connect(server, login(user, FaultServer.PASSWORD));
            client.firstPaint();
            return new Member(user, client, client.cookie());
        } finally {
            turns.release();
        }
    }

    private static String comeBack(InetSocketAddress server, Member member, long start)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        RdpClient client = RdpClient.reconnect(server, login(member.user(), ""), member.cookie());
        long before = Duration.ofNanos(begun - start).toMillis();
        var timeline = client.timeline();
        return "back %s %d %d %d %d"
                .formatted(
                        member.user(),
                        before,
                        before + timeline.encrypted().toMillis(),
                        before + timeline.activated().toMillis(),
                        before + client.firstPaint().toMillis());
    }

    private static Login login(String user, String password) {
        return new Login(user, password, 800, 600, 32);
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks)
            throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(tasks)) {
            results.add(future.get());
        }
        return results;
    }
}
