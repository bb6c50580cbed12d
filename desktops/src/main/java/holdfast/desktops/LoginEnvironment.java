package holdfast.desktops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a user's programs expect to find in their environment, whatever the desktop. */
public final class LoginEnvironment {
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games";
    private static final String ROOTS_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final List<Path> LOCALE_FILES =
            List.of(Path.of("/etc/default/locale"), Path.of("/etc/locale.conf"));

    private LoginEnvironment() {}

    /** May be added to. */
    public static Map<String, String> of(DesktopRequest request) {
        OsUser user = request.user();
        Map<String, String> all = new HashMap<>();
        all.put("LANG", "C.UTF-8");
        all.putAll(locale());
        all.put("PATH", user.isRoot() ? ROOTS_PATH : PATH);
        all.put("HOME", user.home().toString());
        all.put("SHELL", user.shell().toString());
        all.put("USER", user.name());
        all.put("LOGNAME", user.name());
        all.put("HOLDFAST_SESSION", request.sessionKey());
        Path runtime = Path.of("/run/user", Long.toString(user.uid()));
        if (belongsTo(runtime, user)) {
            all.put("XDG_RUNTIME_DIR", runtime.toString());
        }
        all.putAll(request.environment());
        return all;
    }

    private static boolean belongsTo(Path folder, OsUser user) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Integer.toUnsignedLong((int) Files.getAttribute(folder, "unix:uid"))
                            == user.uid();
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> locale() {
        Map<String, String> found = new HashMap<>();
        for (Path file : LOCALE_FILES) {
            try {
                for (String line : Files.readAllLines(file)) {
                    if (line.matches("(LANG|LANGUAGE|LC_[A-Z]+)=.*")) {
                        int equals = line.indexOf('=');
                        String value = line.substring(equals + 1).strip().replace("\"", "");
                        found.put(line.substring(0, equals), value);
                    }
                }
                return found;
            } catch (IOException notThere) {
                // The next one may be.
            }
        }
        return found;
    }
}
