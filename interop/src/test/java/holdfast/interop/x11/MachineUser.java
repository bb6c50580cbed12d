package holdfast.interop.x11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An account of this machine that a test makes and removes again, with a desktop of one colour. */
final class MachineUser implements AutoCloseable {
    private final String name;
    private final int colour;
    private final Path home;

    /**
     * @param letter tells the users of one test apart
     * @param colour 0xRRGGBB of this user's terminal
     */
    MachineUser(String letter, int colour) {
        this.name = "hf" + ProcessHandle.current().pid() + letter;
        this.colour = colour;
        this.home = Place.folder("home").resolve(name);
        Run.output("useradd", "-M", "-d", home.toString(), "-s", "/bin/bash", name);
        Run.output("install", "-d", "-o", name, "-m", "700", home.toString());
        try {
            Files.writeString(
                    home.resolve(".xsession"),
                    """
                    #!/bin/sh
                    openbox &
                    until xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'; do
                        sleep 0.05
                    done
                    exec xterm -bg '#%06x' -fg white -geometry 70x18+20+30
                    """
                            .formatted(colour));
            Files.writeString(home.resolve(".bashrc"), "PS1='$ '\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Run.output("chmod", "755", home.resolve(".xsession").toString());
    }

    /** A program of the user's own choice instead of the terminal. */
    void session(String script) {
        try {
            Files.writeString(home.resolve(".xsession"), "#!/bin/sh\n" + script + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    int colour() {
        return colour;
    }

    Path home() {
        return home;
    }

    long uid() {
        return Long.parseLong(Run.output("id", "-u", name).strip());
    }

    /** A command as this user. */
    List<String> command(Map<String, String> environment, List<String> command) {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", name, "--", "env"));
        all.add("HOME=" + home);
        all.add("LANG=C.UTF-8");
        environment.forEach((key, value) -> all.add(key + "=" + value));
        all.addAll(command);
        return all;
    }

    @Override
    public void close() {
        long uid = uid();
        ProcessHandle.allProcesses()
                .filter(process -> uidOf(process) == uid)
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
        Run.output("userdel", name);
        Place.delete(home.getParent());
    }

    private static long uidOf(ProcessHandle process) {
        try {
            return Integer.toUnsignedLong(
                    (int)
                            Files.getAttribute(
                                    Path.of("/proc", Long.toString(process.pid())),
                                    "unix:uid",
                                    LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return -1;
        }
    }
}
