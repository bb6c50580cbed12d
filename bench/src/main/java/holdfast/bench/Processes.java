package holdfast.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What Linux knows of processes. */
final class Processes {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux we meet

    private static final Set<String> X_SERVERS = Set.of("Xorg", "Xvnc", "Xvfb", "Xtigervnc");

    private Processes() {}

    /** CPU time of all of them so far, in seconds. */
    static double cpuSeconds(List<Long> pids) {
        double ticks = 0;
        for (long pid : pids) {
            String stat = read(Path.of("/proc/" + pid + "/stat"));
            // The name in parentheses may hold anything; utime and stime are the 12th and 13th
            // after.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            ticks +=
                    fields.length > 12
                            ? Long.parseLong(fields[11]) + Long.parseLong(fields[12])
                            : 0;
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Resident memory of all of them, in MiB. */
    static double residentMiB(List<Long> pids) {
        double kib = 0;
        for (long pid : pids) {
            kib +=
                    read(Path.of("/proc/" + pid + "/status"))
                            .lines()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
        }
        return kib / 1024;
    }

    static List<Long> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    static String name(long pid) {
        return read(Path.of("/proc/" + pid + "/comm")).strip();
    }

    static List<Long> inFolder(Path folder, String mainClass) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(pid -> commandLine(pid).contains(mainClass))
                    .filter(pid -> runsIn(pid, folder))
                    .toList();
        }
    }

    /** Ends them: politely, then not. */
    static void end(List<Long> pids) {
        List<ProcessHandle> all =
                pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException e) {
                each.destroyForcibly();
            }
        }
    }

    private static boolean runsIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(folder);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Proportional share of memory of all of them, in MiB: what is shared counts once. */
    static double proportionalMiB(List<Long> pids) {
        double kib = 0;
        for (long pid : pids) {
            kib +=
                    read(Path.of("/proc/" + pid + "/smaps_rollup"))
                            .lines()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
        }
        return kib / 1024;
    }

    /** Those of them that are X servers. */
    static List<Long> xServers(List<Long> pids) {
        return pids.stream().filter(pid -> X_SERVERS.contains(name(pid))).toList();
    }

    /** Runs a command with something to read. */
    static void run(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted", e);
        }
    }

    static String commandLine(long pid) {
        return read(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    }

    /** What a command prints; for tools of the JDK. */
    static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
