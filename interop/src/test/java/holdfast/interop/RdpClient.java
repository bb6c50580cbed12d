package holdfast.interop;

import holdfast.graphics.bitmap.ColorDepth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a real client is started.
 *
 * @param more options in the program's own words
 */
record RdpClient(
        Kind kind,
        ColorDepth depth,
        int width,
        int height,
        String user,
        String password,
        List<String> more) {
    enum Kind {
        XFREERDP,
        RDESKTOP
    }

    RdpClient {
        more = List.copyOf(more);
    }

    /** xfreerdp under TLS. */
    static RdpClient xfreerdp(String... more) {
        return new RdpClient(
                Kind.XFREERDP,
                ColorDepth.RGB_32,
                800,
                600,
                Server.USER,
                Server.PASSWORD,
                List.of(more));
    }

    static RdpClient rdesktop(String... more) {
        return new RdpClient(
                Kind.RDESKTOP,
                ColorDepth.RGB_24,
                800,
                600,
                Server.USER,
                Server.PASSWORD,
                List.of(more));
    }

    RdpClient depth(ColorDepth other) {
        return new RdpClient(kind, other, width, height, user, password, more);
    }

    RdpClient size(int otherWidth, int otherHeight) {
        return new RdpClient(kind, depth, otherWidth, otherHeight, user, password, more);
    }

    RdpClient user(String other) {
        return new RdpClient(kind, depth, width, height, other, password, more);
    }

    /** With another password; empty for none at all. */
    RdpClient password(String other) {
        return new RdpClient(kind, depth, width, height, user, other, more);
    }

    RdpClient with(String... another) {
        List<String> all = new ArrayList<>(more);
        all.addAll(List.of(another));
        return new RdpClient(kind, depth, width, height, user, password, all);
    }

    /** Connects to the first connection of the class's server. */
    ConnectedClient start(Workplace here) {
        return start(here.screen(), here.server().port());
    }

    /** Connects from a screen, with a home folder of that screen. */
    ConnectedClient start(ClientScreen screen, int port) {
        Map<String, String> environment = new HashMap<>(screen.environment());
        environment.put("HOME", screen.folder().toString());
        return start(screen, port, environment);
    }

    ConnectedClient start(ClientScreen screen, int port, Map<String, String> environment) {
        Path yes = Folders.write(screen.folder().resolve("yes"), "yes\n");
        Path output;
        try {
            output = Files.createTempFile(screen.folder(), "client", ".log");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Program program = Program.start(output, yes, environment, command(port));
        return new ConnectedClient(this, screen, program);
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>();
        switch (kind) {
            case XFREERDP -> {
                command.addAll(
                        List.of(
                                "xfreerdp",
                                "/v:127.0.0.1:" + port,
                                "/u:" + user,
                                "/cert:ignore",
                                "/size:" + width + "x" + height,
                                "/bpp:" + depth.bitsPerPixel(),
                                "-decorations",
                                "/log-level:WARN"));
                if (!password.isEmpty()) {
                    command.add("/p:" + password);
                }
                if (more.stream().noneMatch(option -> option.startsWith("/sec:"))) {
                    command.add("/sec:tls");
                }
                command.addAll(more);
            }
            case RDESKTOP -> {
                command.addAll(
                        List.of(
                                "rdesktop",
                                "-u",
                                user,
                                "-g",
                                width + "x" + height + "+0+0",
                                "-a",
                                Integer.toString(depth.bitsPerPixel()),
                                "-D"));
                if (!password.isEmpty()) {
                    command.addAll(List.of("-p", password));
                }
                command.addAll(more);
                command.add("127.0.0.1:" + port);
            }
        }
        return command;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + depth.bitsPerPixel()
                + " bpp"
                + (more.isEmpty() ? "" : " " + String.join(" ", more));
    }
}
