package holdfast.interop.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of the test's own: a server, stations with a subnet each, and between them a router
 * that loses what it is told to lose. Nothing of it touches the machine's network.
 *
 * <pre>
 * server 10.77.0.2 --- s0 router c1 --- 10.77.1.2 station 1
 *                             cN --- 10.77.N.2 station N
 * </pre>
 */
final class Network implements AutoCloseable {
    static final String SERVER_ADDRESS = "10.77.0.2";

    /** The router as the server's subnet sees it; the proxy listens there. */
    static final String ROUTER_ADDRESS = "10.77.0.1";

    private final String prefix = "hf" + Long.toString(ProcessHandle.current().pid(), 36) + "-";
    private final int stations;

    private Network(int stations) {
        this.stations = stations;
    }

    static Network make(int stations) {
        var network = new Network(stations);
        var script = new StringBuilder("set -e\n");
        network.namespaces()
                .forEach(name ->
                        script.append(
                                """
                                ip netns add %1$s
                                ip -n %1$s link set lo up
                                """
                                        .formatted(name)));
        script.append(
                "ip netns exec %s sysctl -qw net.ipv4.ip_forward=1\n".formatted(network.router()));
        script.append(network.cable(0, network.server(), "s0"));
        for (int station = 1; station <= stations; station++) {
            script.append(network.cable(station, network.station(station), "c" + station));
        }
        script.append("ip netns exec %s nft -f - <<'END'\n".formatted(network.router()));
        script.append("table inet faults {\n");
        var jumps = new StringBuilder();
        for (int station = 1; station <= stations; station++) {
            script.append("chain c%d { }\n".formatted(station));
            jumps.append(
                    "iifname \"c%1$d\" jump c%1$d; oifname \"c%1$d\" jump c%1$d;\n"
                            .formatted(station));
        }
        for (String hook : List.of("forward", "input", "output")) {
            script.append(
                    "chain %1$s { type filter hook %1$s priority 0;\n%2$s}\n"
                            .formatted(hook, jumps));
        }
        script.append("}\nEND\n");
        try {
            Commands.sh(script.toString());
        } catch (RuntimeException | Error failed) {
            network.close();
            throw failed;
        }
        return network;
    }

    private String cable(int subnet, String far, String near) {
        return """
        ip -n %1$s link add %2$s type veth peer name e0 netns %3$s
        ip -n %1$s addr add 10.77.%4$d.1/24 dev %2$s
        ip -n %1$s link set %2$s up
        ip -n %3$s addr add 10.77.%4$d.2/24 dev e0
        ip -n %3$s link set e0 up
        ip -n %3$s route add default via 10.77.%4$d.1
        """
                .formatted(router(), near, far, subnet);
    }

    private List<String> namespaces() {
        List<String> names = new ArrayList<>(List.of(router(), server()));
        for (int station = 1; station <= stations; station++) {
            names.add(station(station));
        }
        return names;
    }

    private String router() {
        return prefix + "r";
    }

    private String server() {
        return prefix + "s";
    }

    private String station(int number) {
        return prefix + number;
    }

    List<String> atServer(List<String> command) {
        return at(server(), command);
    }

    List<String> atRouter(List<String> command) {
        return at(router(), command);
    }

    List<String> atStation(int number, List<String> command) {
        return at(station(number), command);
    }

    private static List<String> at(String namespace, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return all;
    }

    static String address(int station) {
        return "10.77." + station + ".2";
    }

    /** No packet either way. */
    void cut(int station) {
        rules(station, "drop");
    }

    /** What the station sends is lost. */
    void cutUp(int station) {
        rules(station, "iifname \"c%d\" drop".formatted(station));
    }

    /** What is sent to the station is lost. */
    void cutDown(int station) {
        rules(station, "oifname \"c%d\" drop".formatted(station));
    }

    /** Loses this part of the packets of each direction. */
    void lose(int station, int percent) {
        rules(station, "numgen random mod 100 < %d drop".formatted(percent));
    }

    /** The connections that there are now are known to the router no more; new ones pass. */
    void forget(int station) {
        rules(
                station,
                ports(station).stream()
                        .flatMap(port ->
                                List.of(
                                        "tcp sport %s drop".formatted(port),
                                        "tcp dport %s drop".formatted(port))
                                        .stream())
                        .toList());
    }

    /** The client's next packet on each connection that there is now is answered by an RST. */
    void reset(int station) {
        List<String> rules = new ArrayList<>(List.of("tcp flags & rst == rst accept"));
        ports(station)
                .forEach(port -> rules.add("tcp sport %s reject with tcp reset".formatted(port)));
        rules(station, rules);
    }

    /** Everything passes again. */
    void heal(int station) {
        rules(station);
    }

    /** The station gets another address, as a laptop in another network does. */
    void move(int station) {
        Commands.sh(
                """
                set -e
                ip -n %1$s addr flush dev e0
                ip -n %1$s addr add 10.77.%2$d.3/24 dev e0
                ip -n %1$s route add default via 10.77.%2$d.1
                """
                        .formatted(station(station), station));
    }

    private List<String> ports(int station) {
        return Commands.sh("ip netns exec %s ss -Htn state established".formatted(station(station)))
                .lines()
                .map(line -> line.strip().split("\\s+")[2])
                .map(local -> local.substring(local.lastIndexOf(':') + 1))
                .toList();
    }

    private void rules(int station, String... rules) {
        rules(station, List.of(rules));
    }

    private void rules(int station, List<String> rules) {
        var script = new StringBuilder("flush chain inet faults c%d\n".formatted(station));
        rules.forEach(
                rule -> script.append("add rule inet faults c%d %s\n".formatted(station, rule)));
        Commands.sh("ip netns exec %s nft -f - <<'END'\n%sEND\n".formatted(router(), script));
    }

    @Override
    public void close() {
        var script = new StringBuilder();
        namespaces()
                .forEach(name -> script.append("ip netns del %s 2>/dev/null\n".formatted(name)));
        Commands.sh(script + "true\n");
    }
}
