package holdfast.server.client;

import holdfast.desktops.screen.LogonAnswers;
import holdfast.desktops.screen.LogonPrompt;
import holdfast.desktops.screen.LogonScreen;
import holdfast.sessions.EndReason;
import java.util.ArrayList;
import java.util.List;

/** What a user sees in the place of a desktop that has failed: why, and what it said last. */
final class FailureScreen implements LogonAnswers {
    /** The end of a long output says most, and the button must stay in sight. */
    private static final int MOST_LINES = 12;

    private final ClientPort port;
    private final EndReason reason;

    private FailureScreen(ClientPort port, EndReason reason) {
        this.port = port;
        this.reason = reason;
    }

    static LogonScreen of(
            ClientConnection client, ClientServices services, EndReason reason, String detail) {
        var screen =
                new LogonScreen(
                        client.layout(),
                        services.heading(),
                        services.clock(),
                        new FailureScreen(client.port(), reason));
        List<String> lines = new ArrayList<>(detail.lines().toList());
        List<LogonPrompt> prompts = new ArrayList<>();
        prompts.add(new LogonPrompt.Problem(reason.text()));
        if (!lines.isEmpty()) {
            prompts.add(new LogonPrompt.Problem(lines.removeFirst()));
        }
        int from = Math.max(0, lines.size() - MOST_LINES);
        lines.subList(from, lines.size()).forEach(line -> prompts.add(new LogonPrompt.Info(line)));
        screen.ask(prompts);
        return screen;
    }

    @Override
    public void submitted(List<char[]> answers) {
        port.close(reason);
    }

    @Override
    public void cancelled() {
        port.close(reason);
    }
}
