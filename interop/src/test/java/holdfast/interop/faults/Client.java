package holdfast.interop.faults;

import holdfast.interop.Folders;
import holdfast.interop.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real client at work at a station, in a cell of the wall. */
record Client(Program program, Wall wall, Wall.Cell cell, Habit habit) implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Says each time how it ended. */
    private static final String AGAIN_AND_AGAIN =
            "while :; do \"$@\" <&3 & trap \"kill -9 $!; exit\" TERM; wait $!; echo ended: $?; sleep 1; done 3<&0";

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

    /** What a client does when it has lost its connection. */
    enum Habit {
        STAYS_AWAY,
        /** Where it can. */
        COMES_BACK,
        /** Somebody's script starts it again whenever it ends, whatever the reason. */
        STARTED_AGAIN
    }

    /** Connects as {@code user}. */
    static Client start(
            Kind kind,
            Network network,
            int station,
            Wall wall,
            String address,
            int port,
            String user,
            Habit habit) {
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
            if (habit != Habit.STAYS_AWAY) {
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
        if (habit == Habit.STARTED_AGAIN) {
            command.addAll(0, List.of("sh", "-c", AGAIN_AND_AGAIN, "again"));
        }
        Program program =
                Program.start(
                        home.resolve("client.log"),
                        yes,
                        Map.of("DISPLAY", wall.display(), "HOME", home.toString()),
                        network.atStation(station, command));
        return new Client(program, wall, cell, habit);
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
        if (habit == Habit.STARTED_AGAIN) {
            program.signal("TERM"); // The script takes the client along.
            program.awaitEnd(Duration.ofSeconds(10));
        }
        if (program.isAlive()) {
            // One that was stopped would not hear anything else.
            program.kill();
        }
    }
}
