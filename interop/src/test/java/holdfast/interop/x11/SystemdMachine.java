package holdfast.interop.x11;

import holdfast.interop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The real systemd as process 1 of a machine that shares files and network with this one: process,
 * mount and cgroup namespaces are its own, below a cgroup of its own. Needs root.
 */
final class SystemdMachine implements AutoCloseable {
    private static final Path SHIPPED_UNIT = Path.of("../packaging/holdfast.service");

    /** What {@code holdfast.service} waits for or requires. */
    private static final List<String> TARGETS =
            List.of("slices", "sysinit", "basic", "network-online");

    /**
     * It knows no units but those in the folder given. This machine's own, started a second time,
     * would mount its disks and empty its {@code /tmp}.
     */
    private static final String BOOT =
            """
            set -e
            cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
            mkdir "$cgroups/$0"
            echo $$ > "$cgroups/$0/cgroup.procs"
            exec unshare --kill-child --fork --pid --mount --mount-proc --cgroup sh -ec '
                mount --make-rprivate /
                mount -t tmpfs tmpfs /run
                mount -t cgroup2 cgroup2 /sys/fs/cgroup
                exec env container=holdfast-test SYSTEMD_UNIT_PATH="$0" \\
                    /lib/systemd/systemd --system --unit=slices.target --log-target=console
            ' "$1"
            """;

    private static final String REMOVE_CGROUPS =
            """
            cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
            find "$cgroups/$0" -depth -type d -exec rmdir {} +
            """;

    private final Path folder = Place.folder("systemd");
    private final Path units = folder.resolve("units");
    private final String cgroup = "holdfast-test-" + ProcessHandle.current().pid();
    private final Program boot;
    private final long pid;

    SystemdMachine() {
        try {
            Files.createDirectory(units);
            for (String target : TARGETS) {
                Files.writeString(units.resolve(target + ".target"), "[Unit]\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boot =
                Program.start(
                        folder.resolve("boot.log"),
                        Map.of(),
                        List.of("sh", "-c", BOOT, cgroup, units.toString()));
        Wait.until(boot::output, () -> children().size() == 1 && isUp(children().getFirst()));
        pid = children().getFirst();
    }

    private List<Long> children() {
        return ProcessHandle.of(boot.pid()).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean isUp(long pid) {
        return Program.run(
                                Duration.ofSeconds(10),
                                Map.of(),
                                inside(pid, "systemctl", "is-active", "slices.target"))
                        .exitStatus()
                == 0;
    }

    private static List<String> inside(long pid, String... command) {
        List<String> all =
                new ArrayList<>(
                        List.of("nsenter", "-t", Long.toString(pid), "-m", "-p", "-C", "--"));
        all.addAll(List.of(command));
        return all;
    }

    /** What a command prints on this machine. */
    String output(String... command) {
        return Run.output(inside(pid, command).toArray(String[]::new));
    }

    /**
     * A command that starts the shipped unit anew, with {@code server} as its program, prints what
     * that prints and lasts as long as it does.
     */
    List<String> service(List<String> server) {
        Path said = folder.resolve("holdfast.log");
        Path start = folder.resolve("start");
        try {
            Files.writeString(start, "exec '" + String.join("' '", server) + "'\n");
            Files.writeString(
                    units.resolve("holdfast.service"),
                    Files.readString(SHIPPED_UNIT)
                            .replaceFirst(
                                    "(?m)^ExecStart=.*$",
                                    Matcher.quoteReplacement(
                                            "ExecStart=/bin/sh %s\nStandardOutput=truncate:%s"
                                                    .formatted(start, said))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inside(
                pid,
                "sh",
                "-ec",
                """
                systemctl daemon-reload
                systemctl restart holdfast
                main=$(systemctl show --property MainPID --value holdfast)
                exec tail -n +1 --sleep-interval=0.1 --pid="$main" -f "$0"
                """,
                said.toString());
    }

    @Override
    public void close() {
        boot.kill();
        Wait.until(
                () -> "the machine's processes are still there",
                () -> ProcessHandle.of(pid).isEmpty());
        Run.output("sh", "-c", REMOVE_CGROUPS, cgroup);
        Place.delete(folder);
    }
}
