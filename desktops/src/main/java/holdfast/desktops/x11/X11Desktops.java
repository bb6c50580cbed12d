package holdfast.desktops.x11;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.SessionDesktops;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** X servers, one per session. Safe for any thread. */
public final class X11Desktops implements SessionDesktops {
    private final Path folder;
    private final LeaderCommand leaders;

    /**
     * @param folder this server's own; a folder per session is kept in it. Every user of a session
     *     must be able to reach it.
     */
    public X11Desktops(Path folder, LeaderCommand leaders) {
        this.folder = folder;
        this.leaders = leaders;
    }

    @Override
    public String kind() {
        return "x11";
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.of("not built yet: " + folder + leaders);
    }

    @Override
    public SessionDesktop start(DesktopRequest request) throws DesktopException {
        throw new DesktopException("not built yet");
    }

    @Override
    public List<FoundDesktop> found() {
        return List.of();
    }

    @Override
    public SessionDesktop adopt(FoundDesktop found) throws DesktopException {
        throw new DesktopException("not built yet");
    }

    @Override
    public void forget(String sessionKey) {}
}
