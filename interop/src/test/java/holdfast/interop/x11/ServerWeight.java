package holdfast.interop.x11;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a running server holds.
 *
 * @param heapKiB live objects
 * @param nativeKiB memory of its own beside the heap, without the compilers' and what they made
 * @param xServerDescriptors of one session's X server, which has one for each of its clients
 * @param segments pictures shared with X servers, counted at both ends
 * @param processes of the session's user, and the server's children
 */
record ServerWeight(
        long heapKiB,
        long nativeKiB,
        long descriptors,
        long threads,
        long xServerDescriptors,
        long segments,
        long processes) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern HEAP = Pattern.compile("heap +total .* \\[0x(\\w+), 0x(\\w+)\\)");
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** A JVM compiles as long as it finds something worth it, so that part never stands still. */
    private static final Pattern COMPILED =
            Pattern.compile(" (?:Code|Compiler) \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    private static final Pattern MAPPING = Pattern.compile("^(\\w+)-\\w+ \\S{4} .*");
    private static final Pattern PRIVATE = Pattern.compile("^Private_(?:Clean|Dirty): +(\\d+) kB");

    static final String HEADING =
            """
            | | heap KiB | native KiB | descriptors | threads | X server's descriptors | shared pictures | processes |
            |---|---|---|---|---|---|---|---|
            """;

    static ServerWeight of(House house, Inside session, MachineUser user) {
        String server = Long.toString(house.pid());
        Matcher live =
                LIVE_BYTES.matcher(Run.output(JCMD.toString(), server, "GC.class_histogram"));
        if (!live.find()) {
            throw new AssertionError("the server's JVM tells no sum of its live objects");
        }
        Matcher heap = HEAP.matcher(Run.output(JCMD.toString(), server, "GC.heap_info"));
        if (!heap.find()) {
            throw new AssertionError("the server's JVM does not tell where its heap is");
        }
        Matcher compiled =
                COMPILED.matcher(
                        Run.output(JCMD.toString(), server, "VM.native_memory", "summary"));
        long compilers = compiled.results().mapToLong(part -> Long.parseLong(part.group(1))).sum();
        if (compilers == 0) {
            throw new AssertionError("the server's JVM keeps no account of its native memory");
        }
        long begin = Long.parseUnsignedLong(heap.group(1), 16);
        long end = Long.parseUnsignedLong(heap.group(2), 16);
        Path own = Path.of("/proc", server);
        Path xServer = Path.of("/proc", Long.toString(session.serverPid()));
        return new ServerWeight(
                Long.parseLong(live.group(1)) / 1024,
                privateBeside(own, begin, end) - compilers,
                entries(own.resolve("fd")),
                entries(own.resolve("task")),
                entries(xServer.resolve("fd")),
                pictures(own) + pictures(xServer),
                processes(user) + ProcessHandle.of(house.pid()).orElseThrow().children().count());
    }

    String row(String name) {
        return "| %s | %d | %d | %d | %d | %d | %d | %d |%n"
                .formatted(
                        name,
                        heapKiB,
                        nativeKiB,
                        descriptors,
                        threads,
                        xServerDescriptors,
                        segments,
                        processes);
    }

    /** In KiB, without what lies between two addresses. */
    private static long privateBeside(Path process, long begin, long end) {
        long sum = 0;
        boolean counts = true;
        for (String line : Place.read(process.resolve("smaps")).lines().toList()) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher size = PRIVATE.matcher(line);
            if (mapping.matches()) {
                long at = Long.parseUnsignedLong(mapping.group(1), 16);
                counts = Long.compareUnsigned(at, begin) < 0 || Long.compareUnsigned(at, end) >= 0;
            } else if (counts && size.matches()) {
                sum += Long.parseLong(size.group(1));
            }
        }
        return sum;
    }

    private static long pictures(Path process) {
        return Place.read(process.resolve("maps"))
                .lines()
                .filter(line -> line.contains("memfd:holdfast-picture"))
                .count();
    }

    private static long entries(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long processes(MachineUser user) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.getOwner(
                                        Path.of("/proc", Long.toString(process.pid())),
                                        LinkOption.NOFOLLOW_LINKS)
                                .getName()
                                .equals(user.name());
                    } catch (IOException gone) {
                        return false;
                    }
                })
                .count();
    }
}
