package holdfast.interop.faults;

import java.util.Locale;

/**
 * What became of a session under a fault. Times are seconds; -1 is never, NaN does not apply.
 *
 * @param noticed from the fault until the session is Disc
 * @param sameSession where a second logon during the fault landed
 * @param painted from the second client's start until it shows what the session shows
 * @param serverPainted of that, the server's part: from the proven password to a whole picture
 * @param returned from the end of the fault until the first client's picture is right again
 * @param byCookie the first client came back without a password
 * @param sessions how many sessions its user has at the end
 * @param workWentOn the program in the session went on
 * @param longestPause of that program
 */
record Outcome(
        double noticed,
        boolean sameSession,
        double painted,
        double serverPainted,
        double returned,
        boolean byCookie,
        int sessions,
        boolean workWentOn,
        double longestPause) {
    static final double NEVER = -1;

    static final String HEADER =
            """
            | Fault | Client | Disc after (s) | 2nd logon during it lands in | painted after (s; of it the server's part) | came back by itself after (s) | sessions at the end | work went on (longest pause, s) |
            |---|---|---|---|---|---|---|---|
            """;

    /**
     * What is known of one row from a session that was left alone and one that was logged on to.
     */
    Outcome and(Outcome again) {
        return new Outcome(
                noticed,
                again.sameSession,
                again.painted,
                again.serverPainted,
                returned,
                byCookie,
                Math.max(sessions, again.sessions),
                workWentOn && again.workWentOn,
                Math.max(longestPause, again.longestPause));
    }

    String row(String fault, String client) {
        return "| %s | %s | %s | %s | %s | %s | %d | %s |\n"
                .formatted(
                        fault,
                        client,
                        seconds(noticed),
                        Double.isNaN(painted)
                                ? "–"
                                : sameSession ? "the same session" : "**another**",
                        Double.isNaN(painted)
                                ? "–"
                                : seconds(painted) + " (" + precise(serverPainted) + ")",
                        seconds(returned) + (returned >= 0 && byCookie ? ", by cookie" : ""),
                        sessions,
                        (workWentOn ? "yes" : "**no**") + " (" + seconds(longestPause) + ")");
    }

    private static String seconds(double value) {
        return Double.isNaN(value)
                ? "–"
                : value < 0 ? "never" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String precise(double value) {
        return value < 0 ? "?" : String.format(Locale.ROOT, "%.2f", value);
    }
}
