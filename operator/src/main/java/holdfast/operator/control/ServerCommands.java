package holdfast.operator.control;

import com.google.gson.JsonObject;
import holdfast.graphics.FrameBuffer;
import holdfast.server.HoldfastServer;
import holdfast.server.desktop.HostedDesktops;
import holdfast.sessions.MessageAnswer;
import holdfast.sessions.OperatorAnswer;
import holdfast.sessions.Requester;
import holdfast.sessions.SessionHost;
import holdfast.sessions.SessionView;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import holdfast.settings.SettingsException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;

/** What a running server does for the command line. */
public final class ServerCommands {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long PICTURE_SECONDS = 15;
    private static final int MOST_EVENTS = 100_000;
    private static final int EVENTS_IN_WAITING = 10_000;

    private final SessionHost sessions;
    private final HostedDesktops desktops;
    private final HoldfastServer server;

    private ServerCommands(HoldfastServer server) {
        this.server = server;
        this.sessions = server.sessions();
        this.desktops = server.desktops();
    }

    /** The handlers by command. */
    public static Map<String, ControlHandler> of(HoldfastServer server) {
        var commands = new ServerCommands(server);
        Map<String, ControlHandler> onSessions =
                Map.of(
                        "query session",
                        commands::query,
                        "disconnect",
                        (request, results) ->
                                commands.done(
                                        commands.sessions.disconnect(
                                                request.number("session"), Requester.ADMINISTRATOR),
                                        results,
                                        "Session "
                                                + request.number("session")
                                                + " was disconnected"),
                        "logoff",
                        (request, results) ->
                                commands.done(
                                        commands.sessions.logoff(
                                                request.number("session"), Requester.ADMINISTRATOR),
                                        results,
                                        "Session "
                                                + request.number("session")
                                                + " is being logged off"),
                        "reset",
                        (request, results) ->
                                commands.done(
                                        commands.sessions.reset(
                                                request.number("session"), Requester.ADMINISTRATOR),
                                        results,
                                        "Session " + request.number("session") + " was reset"),
                        "connect",
                        (request, results) ->
                                commands.done(
                                        commands.sessions.connect(
                                                request.number("session"),
                                                request.number("destination")),
                                        results,
                                        "Session " + request.number("session") + " was connected"),
                        "picture",
                        commands::picture,
                        "message",
                        commands::message,
                        "drain",
                        commands::drain,
                        "events",
                        commands::events,
                        "timeline",
                        commands::timeline);
        var all = new HashMap<>(onSessions);
        all.put("reload", (_, results) -> commands.reload(results));
        all.put("started with fips", (_, results) -> results.send(server.startedWithFips()));
        all.put("config folder", (_, results) -> results.send(server.config().folder().toString()));
        all.put("renew certificate", (_, results) -> commands.renewCertificate(results));
        return Map.copyOf(all);
    }

    private void reload(ControlHandler.Results results) throws ControlRefusal, IOException {
        try {
            for (String news : server.reload()) {
                results.send(news);
            }
        } catch (SettingsException e) {
            throw new ControlRefusal("the settings stay as they were: " + e.getMessage());
        }
    }

    private void renewCertificate(ControlHandler.Results results)
            throws ControlRefusal, IOException {
        try {
            results.send(server.certificates().renewSelfSigned().fingerprint());
        } catch (GeneralSecurityException e) {
            throw new ControlRefusal("no certificate could be made: " + e.getMessage());
        }
    }

    private void query(ControlRequest request, ControlHandler.Results results) throws IOException {
        for (SessionView view : sessions.query()) {
            JsonObject row = Json.LINES.toJsonTree(view).getAsJsonObject();
            if (!view.user().isEmpty()) {
                row.add("inForce", Json.LINES.toJsonTree(InForce.of(view, server)));
            }
            results.send(row);
        }
    }

    private void done(
            CompletionStage<OperatorAnswer> stage, ControlHandler.Results results, String done)
            throws ControlRefusal, IOException, InterruptedException {
        switch (await(stage)) {
            case OperatorAnswer.Done _ -> results.send(done);
            case OperatorAnswer.NotFound(int session) ->
                    throw new ControlRefusal(
                            "there is no session "
                                    + session
                                    + ": holdfast query session lists"
                                    + " them");
            case OperatorAnswer.NotPossible(int session, String why) ->
                    throw new ControlRefusal("session " + session + ": " + why);
        }
    }

    private void picture(ControlRequest request, ControlHandler.Results results)
            throws ControlRefusal, IOException, InterruptedException {
        int session = request.number("session");
        var desktop =
                desktops.of(session)
                        .orElseThrow(() ->
                                new ControlRefusal(
                                        "session "
                                                + session
                                                + " has no desktop: holdfast"
                                                + " query session lists the sessions"));
        FrameBuffer shown;
        try {
            shown = desktop.picture().toCompletableFuture().get(PICTURE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ControlRefusal(
                    "session "
                            + session
                            + " has no picture, because what draws it does not answer: end it with"
                            + " holdfast reset "
                            + session
                            + " if it stays so");
        }
        var image = new BufferedImage(shown.width(), shown.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, shown.width(), shown.height(), shown.pixels(), 0, shown.width());
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        results.send(Base64.getEncoder().encodeToString(png.toByteArray()));
    }

    private void message(ControlRequest request, ControlHandler.Results results)
            throws ControlRefusal, IOException, InterruptedException {
        int session = request.number("session");
        var stage =
                sessions.message(
                        session,
                        request.option("title").orElse(""),
                        request.option("text").orElse(""),
                        Duration.ofSeconds(request.number("seconds")));
        boolean wait = request.option("wait").map(Boolean::valueOf).orElse(false);
        if (!wait) {
            MessageAnswer at = stage.toCompletableFuture().getNow(MessageAnswer.OK);
            if (at == MessageAnswer.NOT_SHOWN) {
                throw notShown(session);
            }
            results.send("The message was sent to session " + session);
            return;
        }
        MessageAnswer answer;
        try {
            answer = stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new ControlRefusal("the message was lost: " + e.getCause());
        }
        if (answer == MessageAnswer.NOT_SHOWN) {
            throw notShown(session);
        }
        results.send(answer == MessageAnswer.TIMED_OUT ? "No answer in time" : "Answer: " + answer);
    }

    private static ControlRefusal notShown(int session) {
        return new ControlRefusal(
                "nobody can see a message in session "
                        + session
                        + ": it has no client, or does"
                        + " not exist");
    }

    private void drain(ControlRequest request, ControlHandler.Results results)
            throws IOException, ControlRefusal {
        DrainMode mode =
                switch (request.option("mode").orElse("")) {
                    case "on" -> DrainMode.ON;
                    case "until_restart" -> DrainMode.UNTIL_RESTART;
                    case "off" -> DrainMode.OFF;
                    default -> throw new ControlRefusal("drain wants on, until-restart or off");
                };
        sessions.drain(mode);
        results.send(
                switch (mode) {
                    case ON -> "New logons are refused; reconnections are allowed";
                    case UNTIL_RESTART ->
                            "New logons are refused until the server restarts; reconnections are"
                                    + " allowed";
                    case OFF -> "New logons are taken";
                });
    }

    /** An event as scripts see it. */
    private record EventView(
            long sequence,
            Instant time,
            int id,
            String log,
            String kind,
            int session,
            String user,
            String connection,
            String client,
            String address,
            int code,
            String detail,
            String text) {
        static EventView of(SessionEvent event) {
            return new EventView(
                    event.sequence(),
                    event.time(),
                    event.kind().id(),
                    event.kind().log().name(),
                    event.kind().name(),
                    event.session(),
                    event.user(),
                    event.connection(),
                    event.client(),
                    event.address(),
                    event.code(),
                    event.detail(),
                    event.text());
        }
    }

    private void events(ControlRequest request, ControlHandler.Results results)
            throws ControlRefusal, IOException, InterruptedException {
        OptionalInt session =
                request.option("session").isPresent()
                        ? OptionalInt.of(request.number("session"))
                        : OptionalInt.empty();
        int last = Math.clamp(request.number("last"), 0, MOST_EVENTS);
        var query = new EventQuery(session, request.option("user"), 0, last);
        if (request.option("follow").isEmpty()) {
            for (SessionEvent event : await(sessions.events(query))) {
                results.send(EventView.of(event));
            }
            return;
        }
        var waiting = new LinkedBlockingQueue<SessionEvent>(EVENTS_IN_WAITING);
        try (var _ = sessions.follow(waiting::offer)) {
            long told = 0;
            for (SessionEvent event : await(sessions.events(query))) {
                results.send(EventView.of(event));
                told = event.sequence();
            }
            while (true) {
                SessionEvent event = waiting.take();
                if (event.sequence() > told && query.matches(event)) {
                    results.send(EventView.of(event));
                }
            }
        } catch (ControlRefusal | IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void timeline(ControlRequest request, ControlHandler.Results results)
            throws ControlRefusal, IOException, InterruptedException {
        int session = request.number("session");
        var events = await(sessions.events(EventQuery.ofSession(session, MOST_EVENTS)));
        if (events.isEmpty()) {
            throw new ControlRefusal("nothing is on record of session " + session);
        }
        for (SessionEvent event : events) {
            results.send(event.time() + "  " + event.text());
        }
    }

    private static <T> T await(CompletionStage<T> stage)
            throws ControlRefusal, InterruptedException {
        try {
            return stage.toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ControlRefusal("the server could not do it: " + e.getCause());
        } catch (TimeoutException e) {
            throw new ControlRefusal(
                    "the server did not do it within " + LONGEST.toSeconds() + " s");
        }
    }
}
