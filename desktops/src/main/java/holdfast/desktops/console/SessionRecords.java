package holdfast.desktops.console;

import holdfast.desktops.keeper.KeptSession;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file for each session, so that those are known too that ended while no server ran. */
final class SessionRecords {
    private static final String SUFFIX = ".session";
    private static final int MAX_LENGTH = 4096;

    private final Path folder;

    SessionRecords(Path folder) {
        this.folder = folder;
    }

    void write(KeptSession session) throws IOException {
        Path draft = folder.resolve(session.key() + ".draft");
        Files.write(draft, session.encode());
        Files.move(draft, file(session.key()), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    private Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }

    /** Those that cannot be read are left out: they say nothing. */
    List<KeptSession> all() {
        List<KeptSession> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(SUFFIX) && Files.size(file) <= MAX_LENGTH) {
                    all.add(KeptSession.decode(ByteBuffer.wrap(Files.readAllBytes(file))));
                }
            }
        } catch (IOException | BufferUnderflowException e) {
            return all;
        }
        return all;
    }
}
