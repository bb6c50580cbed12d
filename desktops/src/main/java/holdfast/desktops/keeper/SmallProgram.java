package holdfast.desktops.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program that runs beside the server for as long as sessions do, and does little: from a
 * copy of its classes, with as little memory as a JVM can do with.
 */
public final class SmallProgram {
    private final ClassArchive archive;

    /**
     * @param main has the main method
     * @param packages all that it uses of ours, such as {@code holdfast/desktops/keeper}
     */
    public SmallProgram(Class<?> main, List<String> packages) {
        this.archive = new ClassArchive(main, packages);
    }

    /**
     * The command that starts it; its arguments may follow.
     *
     * @param folder exists, and nobody else may write in it: the classes are kept there
     * @param flags of the JVM, beside those that every small program has
     */
    public List<String> command(Path folder, String... flags) throws IOException {
        Path jar = folder.resolve(archive.in(folder)).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xms4m",
                        "-Xmn2m",
                        "-Xss256k",
                        "-XX:+UseSerialGC",
                        "-XX:ReservedCodeCacheSize=8m",
                        "-XX:CompressedClassSpaceSize=16m",
                        "-XX:-UsePerfData",
                        // Classes at a random address are patched, and so every process had six
                        // megabytes of its own of what all of them could share.
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", jar.toString(), archive.main().getName()));
        return command;
    }
}
