package holdfast.interop.x11;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.interop.SessionUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An account of this machine that a test makes and removes again, with a desktop of one colour. */
final class MachineUser implements AutoCloseable {
    private final SessionUser user = SessionUser.make();
    private final int colour;

    /**
     * @param colour 0xRRGGBB of this user's terminal
     */
    MachineUser(int colour) {
        this.colour = colour;
        Path home = user.home();
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

    /** A test that makes users is left out where it may not. */
    static void assumeRoot() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "only root can make users and run sessions as them");
    }

    /** A program of the user's own choice instead of the terminal. */
    void session(String script) {
        try {
            Files.writeString(home().resolve(".xsession"), "#!/bin/sh\n" + script + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return user.name();
    }

    int colour() {
        return colour;
    }

    Path home() {
        return user.home();
    }

    long uid() {
        return Long.parseLong(Run.output("id", "-u", name()).strip());
    }

    /** A command as this user. */
    List<String> command(Map<String, String> environment, List<String> command) {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", name(), "--", "env"));
        all.add("HOME=" + home());
        all.add("LANG=C.UTF-8");
        environment.forEach((key, value) -> all.add(key + "=" + value));
        all.addAll(command);
        return all;
    }

    @Override
    public void close() {
        user.close();
    }
}
