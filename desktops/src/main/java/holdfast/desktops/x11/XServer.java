package holdfast.desktops.x11;

import holdfast.desktops.DisplaySize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An X server program that can run without a screen. */
interface XServer {
    String name();

    /**
     * The command; {@code :N} is put after its first word, {@code -displayfd} at its end. Nothing
     * but a socket in the file system is listened on.
     *
     * @param size the screen to begin with
     * @param folder holds {@code Xauthority}, and may take other files of the server
     */
    List<String> command(DisplaySize size, Path folder);

    /** What the command finds in {@code server.conf} of its folder. */
    default Optional<String> configuration(DisplaySize size) {
        return Optional.empty();
    }

    /** The best of those that are installed. */
    static Optional<XServer> find() {
        return all().findFirst();
    }

    /** All that are installed, the best first. */
    static Stream<XServer> all() {
        List<XServer> found = new ArrayList<>();
        program("Xvnc", "Xtigervnc").map(Xvnc::new).ifPresent(found::add);
        if (Xorg.DUMMY_DRIVERS.stream().anyMatch(Files::isReadable)) {
            Stream.of("/usr/lib/xorg/Xorg", "/usr/libexec/Xorg", "/usr/bin/Xorg")
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Xorg::new)
                    .ifPresent(found::add);
        }
        program("Xvfb").map(Xvfb::new).ifPresent(found::add);
        return found.stream();
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of("/usr/bin", "/usr/local/bin", "/usr/X11R6/bin")
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<String> common(Path program, Path folder) {
        return new ArrayList<>(
                List.of(
                        program.toString(),
                        "-auth",
                        folder.resolve("Xauthority").toString(),
                        "-nolisten",
                        "tcp",
                        "-nolisten",
                        "local",
                        "-noreset",
                        "-br"));
    }

    /** TigerVNC's: any size and any monitors at run time. Its own network side stays off. */
    record Xvnc(Path program) implements XServer {
        @Override
        public String name() {
            return "Xvnc";
        }

        @Override
        public List<String> command(DisplaySize size, Path folder) {
            List<String> command = common(program, folder);
            command.addAll(
                    List.of(
                            "-rfbport",
                            "-1",
                            "-SecurityTypes",
                            "None",
                            "-depth",
                            "24",
                            "-geometry",
                            size.width() + "x" + size.height()));
            return command;
        }
    }

    /** The ordinary server on a graphics card that is none. */
    record Xorg(Path program) implements XServer {
        static final List<Path> DUMMY_DRIVERS =
                List.of(
                        Path.of("/usr/lib/xorg/modules/drivers/dummy_drv.so"),
                        Path.of("/usr/lib64/xorg/modules/drivers/dummy_drv.so"));

        @Override
        public String name() {
            return "Xorg";
        }

        @Override
        public List<String> command(DisplaySize size, Path folder) {
            List<String> command = common(program, folder);
            command.addAll(
                    List.of(
                            "-config",
                            folder.resolve("server.conf").toString(),
                            "-configdir",
                            folder.resolve("no-more").toString(),
                            "-logfile",
                            folder.resolve("server.log").toString(),
                            "-novtswitch",
                            "-sharevts"));
            return command;
        }

        @Override
        public Optional<String> configuration(DisplaySize size) {
            return Optional.of(
                    """
                    Section "ServerFlags"
                        Option "AutoAddDevices" "false"
                        Option "AutoEnableDevices" "false"
                        Option "DontVTSwitch" "true"
                    EndSection
                    Section "Device"
                        Identifier "card"
                        Driver "dummy"
                        VideoRam 262144
                    EndSection
                    Section "Monitor"
                        Identifier "monitor"
                        HorizSync 1-1000
                        VertRefresh 1-1000
                    EndSection
                    Section "Screen"
                        Identifier "screen"
                        Device "card"
                        Monitor "monitor"
                        DefaultDepth 24
                        SubSection "Display"
                            Depth 24
                            Virtual %d %d
                        EndSubSection
                    EndSection
                    """
                            .formatted(size.width(), size.height()));
        }
    }

    /** Never grows past the size that it starts with, so it starts large. */
    record Xvfb(Path program) implements XServer {
        private static final int WIDTH = 3840;
        private static final int HEIGHT = 2400;

        @Override
        public String name() {
            return "Xvfb";
        }

        @Override
        public List<String> command(DisplaySize size, Path folder) {
            int width = Math.max(WIDTH, size.width());
            int height = Math.max(HEIGHT, size.height());
            List<String> command = common(program, folder);
            command.addAll(List.of("-screen", "0", width + "x" + height + "x24"));
            return command;
        }
    }
}
