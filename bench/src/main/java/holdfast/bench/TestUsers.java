package holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Accounts of this machine, made for a benchmark and removed after it, whose X sessions run one
 * program. Needs root.
 */
final class TestUsers implements AutoCloseable {
    private static final String PREFIX = "hfbench";

    private final String password = HexFormat.of().formatHex(SecureRandom.getSeed(8));
    private final List<String> names = new ArrayList<>();

    TestUsers(int count) throws IOException {
        // Also when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        for (int i = 0; i < count; i++) {
            String name = PREFIX + i;
            Processes.run(List.of("useradd", "--create-home", "--shell", "/bin/bash", name), "");
            names.add(name);
            Processes.run(List.of("chpasswd"), name + ":" + password + "\n");
        }
    }

    String name(int number) {
        return names.get(number);
    }

    int count() {
        return names.size();
    }

    String password() {
        return password;
    }

    /** Makes this program the session of all of them ({@code ~/.xsession}). */
    void session(Path program) throws IOException {
        for (String name : names) {
            Path link = Path.of("/home", name, ".xsession");
            Files.createSymbolicLink(link, program);
        }
    }

    /** What runs in their names. */
    List<Long> processes() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(each -> each.info().user().filter(names::contains).isPresent())
                    .map(ProcessHandle::pid)
                    .toList();
        }
    }

    /** Ends what runs in their names and removes them. */
    @Override
    public synchronized void close() {
        Processes.end(processes().reversed());
        for (String name : names) {
            Processes.output(List.of("userdel", "--remove", "--force", name));
        }
        names.clear();
    }
}
