package holdfast.interop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server, and the clients' screen, that the tests of one class share. */
final class Workplace implements BeforeAllCallback, AfterAllCallback {
    private final String settings;
    private final List<String> options;
    private final List<String> users;
    private @Nullable Server server;
    private @Nullable ClientScreen screen;

    private Workplace(String settings, List<String> options, List<String> users) {
        this.settings = settings;
        this.options = options;
        this.users = users;
    }

    /** With a settings file and accounts of the same password. */
    static Workplace with(String settings, String... users) {
        return new Workplace(settings, List.of(), List.of(users));
    }

    /** With options of {@code holdfast run} and no settings. */
    static Workplace startedWith(List<String> options, String... users) {
        return new Workplace("", options, List.of(users));
    }

    Server server() {
        return Objects.requireNonNull(server);
    }

    ClientScreen screen() {
        return Objects.requireNonNull(screen);
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        server = Server.start(settings, options, users.toArray(String[]::new));
        screen = ClientScreen.open(840, 660);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (screen != null) {
            screen.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
