package holdfast.desktops.keeper;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One pseudo-terminal and the program in it. */
final class Kept {
    private static final int SIGHUP = 1;
    private static final int SIGCONT = 18;
    private static final int SIGKILL = 9;

    private final Libc libc;
    private final Process process;
    private final int watch;
    final OutputRing output;
    final Outbox input = new Outbox();
    final int master;

    /** Held open until the program ends, so that the master never reports a hang-up before. */
    private final int slave;

    private KeptSession session;

    /** When what did not go at the hang-up is killed, by {@link System#nanoTime}; 0 is never. */
    long killAtNanos;

    /** Whoever serves this session now. */
    @Nullable Peer peer;

    private Kept(
            Libc libc,
            KeptSession session,
            Process process,
            int master,
            int slave,
            int watch,
            int ringLimit) {
        this.libc = libc;
        this.session = session;
        this.process = process;
        this.master = master;
        this.slave = slave;
        this.watch = watch;
        this.output = new OutputRing(ringLimit);
    }

    static Kept start(Libc libc, StartOrder order, int ringLimit) throws IOException {
        int master = libc.openMaster();
        int slave = -1;
        try {
            Path terminal = libc.slaveOf(master);
            slave = libc.openTerminal(terminal);
            libc.resize(master, order.size());
            give(terminal, order.uid());
            var builder = new ProcessBuilder(order.command());
            builder.environment().clear();
            for (String entry : order.environment()) {
                int equals = entry.indexOf('=');
                builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
            }
            File file = terminal.toFile();
            builder.directory(new File("/"));
            builder.redirectInput(ProcessBuilder.Redirect.from(file));
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file));
            builder.redirectErrorStream(true);
            Process process = builder.start();
            var session =
                    new KeptSession(
                            order.key(),
                            order.user(),
                            process.pid(),
                            startTime(process.pid()),
                            System.currentTimeMillis(),
                            order.size());
            return new Kept(
                    libc, session, process, master, slave, libc.watch(process.pid()), ringLimit);
        } catch (IOException | RuntimeException e) {
            libc.close(master);
            if (slave >= 0) {
                libc.close(slave);
            }
            throw e;
        }
    }

    /** Programs open their terminal by its name too: it must belong to the user. */
    private static void give(Path terminal, long uid) throws IOException {
        if ((int) Files.getAttribute(terminal, "unix:uid") != uid) {
            Files.setAttribute(terminal, "unix:uid", (int) uid);
        }
    }

    private static long startTime(long pid) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
        String line = new String(bytes, StandardCharsets.ISO_8859_1);
        // Field 22; the second one may itself hold blanks and parentheses.
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[19]);
    }

    KeptSession session() {
        return session;
    }

    String key() {
        return session.key();
    }

    /** A descriptor to poll: readable once the program has ended. */
    int watch() {
        return watch;
    }

    void resize(WindowSize size) throws IOException {
        libc.resize(master, size);
        session =
                new KeptSession(
                        session.key(),
                        session.user(),
                        session.pid(),
                        session.startTime(),
                        session.startedMillis(),
                        size);
    }

    /** Tells the program's group as a closed terminal does. */
    void hangUp() {
        signal(SIGHUP);
        signal(SIGCONT);
    }

    void kill() {
        signal(SIGKILL);
    }

    private void signal(int number) {
        if (!libc.kill(-session.pid(), number)) {
            libc.kill(session.pid(), number);
        }
    }

    /** After {@link #watch} became readable: 128 and the signal, if one ended it. */
    int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** What still runs in the terminal is told by the kernel, with SIGHUP. */
    void close() {
        libc.close(watch);
        libc.close(slave);
        libc.close(master);
    }
}
