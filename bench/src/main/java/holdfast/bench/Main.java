package holdfast.bench;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code bench/run} starts. */
public final class Main {
    private Main() {}

    /** What is put beside, when it is asked for. */
    private enum Peer {
        XRDP("--with-xrdp", XrdpProcess::product),
        SHADOW("--with-shadow", ShadowProcess::product);

        private final String option;
        private final Function<SessionProgram, Product> showing;

        Peer(String option, Function<SessionProgram, Product> showing) {
            this.option = option;
            this.showing = showing;
        }

        static Optional<Peer> of(String option) {
            return Stream.of(values()).filter(peer -> peer.option.equals(option)).findFirst();
        }
    }

    /** A kind of measurement, and the peers that it can be made with. */
    private enum Part {
        STARTUP("Start-up", new StartUp()),
        LOGON("Logon (1280×720, TLS, password checked)", new Logons(), Peer.XRDP),
        NLA("Network level authentication (1280×720, NTLM)", new NetworkLogons(), Peer.SHADOW),
        LATENCY("Typing latency (1280×720, TLS, 400 keys)", new Latency(), Peer.XRDP),
        TRAFFIC("Traffic and CPU (1280×720, TLS)", new Traffic(), Peer.XRDP),
        MEMORY("Memory (console sessions of 1280×720)", new Memory()),
        DESKTOP_LOGON(
                "X desktops: logon (1280×720, TLS, a terminal)",
                new Logons(),
                SessionProgram.TERMINAL,
                Peer.XRDP),
        DESKTOP(
                "X desktops at work (TLS, 32 bpp)",
                new DesktopWork(),
                SessionProgram.STAGE,
                Peer.XRDP,
                Peer.SHADOW),
        DESKTOP_MEMORY(
                "X desktops: memory beside the X server (1280×720)",
                new DesktopMemory(),
                SessionProgram.TERMINAL,
                Peer.XRDP);

        private final String title;
        private final Scenario scenario;
        private final Product ours;
        private final SessionProgram program;
        private final List<Peer> peers;

        /** With console sessions of ours; a peer shows a terminal. */
        Part(String title, Scenario scenario, Peer... peers) {
            this(title, scenario, HoldfastServerProcess.product(), SessionProgram.TERMINAL, peers);
        }

        /** With X sessions of this program everywhere. */
        Part(String title, Scenario scenario, SessionProgram program, Peer... peers) {
            this(title, scenario, HoldfastDesktops.product(program), program, peers);
        }

        Part(String title, Scenario scenario, Product ours, SessionProgram program, Peer... peers) {
            this.title = title;
            this.scenario = scenario;
            this.ours = ours;
            this.program = program;
            this.peers = List.of(peers);
        }

        /** As it is named on the command line. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Part of(String word) {
            return Stream.of(values())
                    .filter(part -> part.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no part is called " + word));
        }

        void measure(Set<Peer> wanted) throws IOException, InterruptedException {
            System.err.println(title);
            var table = new Table(title);
            try {
                scenario.measure(ours, table);
                for (Peer peer : wanted) {
                    if (peers.contains(peer)) {
                        scenario.measure(peer.showing.apply(program), table);
                    }
                }
            } finally {
                table.print(System.out); // What was measured before something failed.
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Set<Part> parts = new LinkedHashSet<>();
        Set<Peer> peers = new LinkedHashSet<>();
        for (String argument : arguments) {
            Peer.of(argument).ifPresentOrElse(peers::add, () -> parts.add(Part.of(argument)));
        }
        if (parts.isEmpty()) {
            parts.addAll(List.of(Part.values()));
        }
        for (Part part : parts) {
            part.measure(peers);
        }
    }
}
