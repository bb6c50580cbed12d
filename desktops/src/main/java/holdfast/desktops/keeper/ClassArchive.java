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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of the classes of a program that outlives the server: an upgrade may replace the server's
 * jars at any moment, and a running JVM loads classes late.
 *
 * @param main the program's main class
 * @param packages all that it uses of ours, such as {@code holdfast/desktops/keeper}
 */
record ClassArchive(Class<?> main, List<String> packages) {
    /** Makes the archive in {@code folder} unless it is there; its file name. */
    String in(Path folder) throws IOException {
        byte[] content = build();
        String kind = main.getSimpleName().toLowerCase(Locale.ROOT);
        String name = kind + "-" + digest(content).substring(0, 16) + ".jar";
        if (!Files.exists(folder.resolve(name))) {
            Path draft = Files.createTempFile(folder, kind, ".tmp");
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
    private byte[] build() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String folder : packages) {
                for (String file : classes(folder)) {
                    var entry = new ZipEntry(folder + "/" + file);
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    try (InputStream in = main.getResourceAsStream("/" + folder + "/" + file)) {
                        Objects.requireNonNull(in, file).transferTo(zip);
                    }
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private List<String> classes(String folder) throws IOException {
        try {
            String file = main.getSimpleName() + ".class";
            URI own = Objects.requireNonNull(main.getResource(file)).toURI();
            if (!own.getScheme().equals("jar")) {
                String up = "../".repeat(main.getPackageName().split("\\.").length);
                return names(Path.of(own.resolve(up)).resolve(folder));
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
