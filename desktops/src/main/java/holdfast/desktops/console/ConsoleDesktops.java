package holdfast.desktops.console;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.SessionDesktops;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Terminals, one per session, kept by one small keeper process per folder, which outlives the
 * server. Safe for any thread.
 */
public final class ConsoleDesktops implements SessionDesktops {
    private final Path folder;
    private final LeaderCommand leaders;

    /**
     * @param folder this server's own, made if missing: state files and the keeper's socket
     */
    public ConsoleDesktops(Path folder, LeaderCommand leaders) {
        this.folder = folder;
        this.leaders = leaders;
    }

    /**
     * Does early what the first session would wait for: starts the keeper, loads the font. For a
     * thread of its own, after the server is ready.
     */
    public void warmUp() {}

    @Override
    public String kind() {
        return "console";
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.of("not built yet: " + folder + leaders);
    }

    @Override
    public ConsoleDesktop start(DesktopRequest request) throws DesktopException {
        throw new DesktopException("not built yet");
    }

    @Override
    public List<FoundDesktop> found() {
        return List.of();
    }

    @Override
    public ConsoleDesktop adopt(FoundDesktop found) throws DesktopException {
        throw new DesktopException("not built yet");
    }

    @Override
    public void forget(String sessionKey) {}
}
