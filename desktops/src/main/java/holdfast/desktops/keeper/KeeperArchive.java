package holdfast.desktops.keeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The keeper's own copy of its classes: an upgrade may replace the server's jars at any moment, and
 * a running JVM loads classes late.
 */
final class KeeperArchive {
    private static final List<String> PACKAGES =
            List.of("holdfast/desktops/keeper", "holdfast/desktops/terminal");

    private KeeperArchive() {}

    /** Makes the archive in {@code folder} unless it is there; its file name. */
    static String in(Path folder) throws IOException {
        byte[] content = build();
        String name = "keeper-" + digest(content).substring(0, 16) + ".jar";
        if (!Files.exists(folder.resolve(name))) {
            Path draft = Files.createTempFile(folder, "keeper", ".tmp");
            Files.write(draft, content);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return name;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The same bytes for the same classes. */
    private static byte[] build() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String folder : PACKAGES) {
                for (String file : classes(folder)) {
                    var entry = new ZipEntry(folder + "/" + file);
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    try (InputStream in =
                            KeeperArchive.class.getResourceAsStream("/" + folder + "/" + file)) {
                        Objects.requireNonNull(in, file).transferTo(zip);
                    }
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> classes(String folder) throws IOException {
        try {
            URI own =
                    Objects.requireNonNull(KeeperArchive.class.getResource("KeeperArchive.class"))
                            .toURI();
            if (!own.getScheme().equals("jar")) {
                return names(Path.of(own.resolve("../../../")).resolve(folder));
            }
            URI jar = URI.create(own.toString().substring(0, own.toString().indexOf('!')));
            try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
                return names(zip.getPath(folder));
            }
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }
}
