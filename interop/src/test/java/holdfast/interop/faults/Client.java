package holdfast.interop.faults;

import holdfast.interop.Folders;
import holdfast.interop.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real client at work at a station, in a cell of the wall. */
record Client(Program program, Wall wall, Wall.Cell cell) implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Which program, and how it is protected. */
    enum Kind {
        XFREERDP_TLS("xfreerdp, TLS"),
        XFREERDP_RDP("xfreerdp, RDP security"),
        RDESKTOP_TLS("rdesktop, TLS"),
        RDESKTOP_RDP("rdesktop, RDP security");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        boolean plain() {
            return this == XFREERDP_RDP || this == RDESKTOP_RDP;
        }

        boolean xfreerdp() {
            return this == XFREERDP_TLS || this == XFREERDP_RDP;
        }
    }

    /**
     * Connects as {@code user}; {@code returning} clients come back by themselves where they can.
     */
    static Client start(
            Kind kind,
            Network network,
            int station,
            Wall wall,
            String address,
            int port,
            String user,
            boolean returning) {
        Wall.Cell cell = wall.take();
        Path home = wall.folder().resolve("home-" + NUMBER.incrementAndGet());
        Path yes = Folders.write(home.resolve("yes"), "yes\n");
        List<String> command = new ArrayList<>();
        if (kind.xfreerdp()) {
            command.addAll(
                    List.of(
                            "xfreerdp",
                            "/v:" + address + ":" + port,
                            "/u:" + user,
                            "/p:" + FaultServer.PASSWORD,
                            "/cert:ignore",
                            "/size:" + Wall.CELL_WIDTH + "x" + Wall.CELL_HEIGHT,
                            "/bpp:32",
                            "/client-hostname:pc" + NUMBER,
                            "/window-position:" + cell.x() + "x" + cell.y(),
                            "-decorations",
                            "-grab-keyboard",
                            "/log-level:INFO",
                            kind.plain() ? "/sec:rdp" : "/sec:tls"));
            if (returning) {
                command.addAll(List.of("+auto-reconnect", "/auto-reconnect-max-retries:100"));
            }
        } else {
            command.addAll(
                    List.of(
                            "rdesktop",
                            "-u",
                            user,
                            "-p",
                            FaultServer.PASSWORD,
                            "-g",
                            "%dx%d+%d+%d"
                                    .formatted(
                                            Wall.CELL_WIDTH, Wall.CELL_HEIGHT, cell.x(), cell.y()),
                            "-a",
                            "24",
                            "-n",
                            "pc" + NUMBER,
                            "-D",
                            "-K",
                            address + ":" + port));
        }
        Program program =
                Program.start(
                        home.resolve("client.log"),
                        yes,
                        Map.of("DISPLAY", wall.display(), "HOME", home.toString()),
                        network.atStation(station, command));
        return new Client(program, wall, cell);
    }

    /** The count it shows; -1 when it shows none. */
    int shows() {
        return Work.shown(wall.pixel(cell));
    }

    void kill() {
        program.kill();
    }

    @Override
    public void close() {
        if (program.isAlive()) {
            // One that was stopped would not hear anything else.
            program.kill();
        }
    }
}
