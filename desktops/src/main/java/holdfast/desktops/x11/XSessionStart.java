package holdfast.desktops.x11;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.Leader;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.LoginEnvironment;
import holdfast.desktops.OsUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Starts the leader of one session and waits until its X server is up. Used once. */
final class XSessionStart {
    private static final long READY_SECONDS = 20;

    /** How what is in front of the leader says that it does not let it start. */
    private static final String REFUSED = "refused: ";

    private final XServer server;
    private final LeaderCommand leaders;
    private final OsUser self;
    private @Nullable Process process;

    XSessionStart(XServer server, LeaderCommand leaders, OsUser self) {
        this.server = server;
        this.leaders = leaders;
        this.self = self;
    }

    /** The session, its X server running. Nothing is drawn until {@link #go}. */
    XSession start(DesktopRequest request, SessionFolder files) throws DesktopException {
        byte[] cookie = XAuthority.newCookie();
        var size = request.layout().size();
        OsUser user = request.user();
        try {
            Optional<Path> barrier =
                    user.uid() == self.uid() ? Optional.empty() : files.barrier(user);
            if (barrier.isPresent()) {
                throw new DesktopException(
                        "%s cannot enter the folder %s, which the session's files are in"
                                .formatted(user.name(), barrier.get()));
            }
            files.delete();
            files.create(
                    user, self, XAuthority.file(cookie), server.configuration(size).orElse(""));
            Process started = launch(request, files);
            process = started;
            Leader leader =
                    Leader.of(started.pid())
                            .orElseThrow(() -> new IOException("the leader ended at once"));
            SessionState state =
                    new SessionState(
                            user.name(),
                            user.uid(),
                            leader,
                            Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                            SessionState.machineStartNow(),
                            cookie,
                            size,
                            OptionalInt.empty());
            state.write(files.path());
            XSession session = new XSession(request.sessionKey(), files, user, self, state);
            SessionState ready = state.withDisplay(awaitDisplay(started, session));
            ready.write(files.path());
            return new XSession(request.sessionKey(), files, user, self, ready);
        } catch (IOException e) {
            throw new DesktopException("the session cannot be started: " + e.getMessage(), e);
        }
    }

    /** Lets the session's programs start. */
    void go() {
        Process started = process;
        if (started != null) {
            try {
                started.getOutputStream().close();
                started.getInputStream().close();
            } catch (IOException e) {
                // It has ended, which its watcher will notice.
            }
        }
    }

    private Process launch(DesktopRequest request, SessionFolder files) throws IOException {
        var environment = environment(request);
        List<String> command = new ArrayList<>();
        command.add("/bin/sh");
        command.add(files.leaderScript().toString());
        command.add(files.run().toString());
        command.addAll(server.command(request.layout().size(), files.run()));
        List<String> wrapped = leaders.wrap(request.user(), command, environment);
        ProcessBuilder builder =
                new ProcessBuilder(wrapped)
                        .directory(Path.of("/").toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Map<String, String> environment(DesktopRequest request) {
        Map<String, String> all = LoginEnvironment.of(request);
        all.put("XDG_SESSION_TYPE", "x11");
        if (!request.program().isEmpty()) {
            all.put("HOLDFAST_PROGRAM", request.program());
        }
        if (!request.workDirectory().isEmpty()) {
            all.put("HOLDFAST_WORK_DIRECTORY", request.workDirectory());
        }
        return all;
    }

    private static int awaitDisplay(Process leader, XSession session) throws DesktopException {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("x11-start-" + session.key())
                .start(() -> {
                    try {
                        BufferedReader reader = leader.inputReader();
                        line.complete(reader.readLine());
                    } catch (IOException | RuntimeException e) {
                        line.completeExceptionally(e);
                    }
                });
        String problem;
        try {
            String said = line.get(READY_SECONDS, TimeUnit.SECONDS);
            if (said != null && said.matches("display [0-9]{1,5}")) {
                return Integer.parseInt(said.substring("display ".length()));
            }
            problem =
                    said != null && said.startsWith(REFUSED)
                            ? "the session is refused: " + said.substring(REFUSED.length())
                            : "the X server ended at once";
        } catch (TimeoutException e) {
            problem = "the X server is not up after " + READY_SECONDS + " seconds";
        } catch (ExecutionException e) {
            problem = "the session's leader said nothing";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted while waiting for the X server";
        }
        session.end();
        throw new DesktopException(problem + "\n" + session.lastServerOutput());
    }
}
