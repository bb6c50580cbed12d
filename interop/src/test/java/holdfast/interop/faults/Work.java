package holdfast.interop.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a session does all the time: it counts, four times a second, into a file with the time, and
 * shows the count as the colour of its first rows; or, when it is quiet, only at the beginning.
 */
record Work(Path log) {
    private static final int MARK = 0x5A;

    static final String SCRIPT =
            """
            unset HISTFILE
            exec 9<> <(:)
            work() {
                i=0
                printf '\\033[?25l\\033[2J'
                while :; do
                    i=$((i + 1))
                    read -r up _ < /proc/uptime
                    echo "$i $up" >> "$1"
                    [ "$2" = quiet ] && [ $i -gt 4 ] ||
                        printf '\\033[H\\033[48;2;90;%d;%dm%120s\\033[0m' $((i / 256)) $((i % 256)) ''
                    read -rt 0.25 -u 9
                done
            }
            """;

    /** The line to type. */
    static String line(Path script, Path log, boolean quiet) {
        return ". " + script + "; work " + log + (quiet ? " quiet" : "");
    }

    /** What the count was last. */
    int count() {
        List<String> lines = lines();
        return lines.isEmpty() ? 0 : Integer.parseInt(lines.getLast().split(" ")[0]);
    }

    /** The longest time in seconds between two counts. */
    double longestPause() {
        double longest = 0;
        double last = -1;
        for (String line : lines()) {
            double at = Double.parseDouble(line.split(" ")[1]);
            longest = last < 0 ? 0 : Math.max(longest, at - last);
            last = at;
        }
        return longest;
    }

    private List<String> lines() {
        try {
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .filter(line -> line.matches("\\d+ [\\d.]+"))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The count that a pixel shows; -1 when it shows none. */
    static int shown(int pixel) {
        return pixel >> 16 == MARK ? pixel & 0xFFFF : -1;
    }
}
