package holdfast.server.client;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.screen.LogonAnswers;
import holdfast.desktops.screen.LogonChoice;
import holdfast.desktops.screen.LogonPrompt;
import holdfast.desktops.screen.LogonScreen;
import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome;
import holdfast.logon.Origin;
import holdfast.logon.Prompt;
import holdfast.protocol.connect.ClientInfo;
import holdfast.protocol.share.ErrorInfo;
import holdfast.sessions.Admission;
import holdfast.sessions.CookieFault;
import holdfast.sessions.CookieRequest;
import holdfast.sessions.DisplayWish;
import holdfast.sessions.LogonRequest;
import holdfast.sessions.Newcomer;
import holdfast.sessions.Refusal;
import holdfast.sessions.SessionView;
import holdfast.sessions.record.EventKind;
import holdfast.settings.LogonSettings;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one client gets from its first words to a session: by its cookie, by the credentials it sent,
 * or by the logon screen, in this order. On the connection's event loop.
 */
final class ClientLogon {
    private static final Logger log = LoggerFactory.getLogger(ClientLogon.class);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    static final String NOT_HERE =
            Denial.NOT_GRANTED_HERE + " by the connection's permissions or fLogonDisabled";

    private final ClientConnection client;
    private final ClientServices services;
    private @Nullable ClientInfo info;
    private final NetworkLevelLogon network;
    private @Nullable LogonScreen screen;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable Runnable abandon;
    private List<LogonPrompt> openWith = List.of();
    private boolean screenWanted;
    private boolean byHand;
    private boolean refuseCookie;
    private boolean admitted;
    private int failures;

    /** Makes room for others who want to log on. */
    private final Runnable goes = this::makeRoom;

    ClientLogon(ClientConnection client, ClientServices services) {
        this.client = client;
        this.services = services;
        this.network = new NetworkLevelLogon(client, services, this);
    }

    boolean inSession() {
        return admitted;
    }

    /** The client said who it is. */
    void begin(ClientInfo said) {
        info = said;
        if (said.reconnect().isPresent()) {
            ClientInfo.ReconnectProof proof = said.reconnect().get();
            var request =
                    new CookieRequest(
                            proof.logonId(),
                            proof.verifier(),
                            client.driver().connection().clientRandom(),
                            newcomer(),
                            user ->
                                    network.isProvenOrNobody(user)
                                            && services.mayLogOn().test(user));
            onLoop(services.sessions().reconnectByCookie(request), this::cookieDecided);
        } else {
            tryCredentials();
        }
    }

    /** The client can be shown things now. */
    void clientIsActive() {
        if (refuseCookie) {
            client.driver().send(client.driver().connection().reconnectRefused());
        }
        if (screenWanted) {
            openScreen();
        }
    }

    /** One TSRequest of CredSSP. */
    void networkAuthentication(byte[] tsRequest) {
        network.received(tsRequest);
    }

    static String recorded(LogonOutcome.Denied denied) {
        return denied.reason()
                + (denied.record() == LogonOutcome.Failure.AS_TOLD ? "" : ", " + denied.record());
    }

    /** Whether a picture of this size may be shown to somebody who may not have logged on. */
    boolean mayShow(DisplayLayout layout) {
        var size = layout.size();
        return admitted
                || services.strangersPictures().admit(goes, (long) size.width() * size.height());
    }

    void stop() {
        services.strangersPictures().release(goes);
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (abandon != null) {
            abandon.run();
            abandon = null;
        }
        network.stop();
        if (info != null) {
            info.password().wipe();
        }
    }

    private void cookieDecided(Admission admission) {
        if (admission instanceof Admission.Refused(Refusal.CookieNotAccepted(var fault))) {
            refuseCookie = true;
            if (client.active()) {
                client.driver().send(client.driver().connection().reconnectRefused());
            }
            if (fault == CookieFault.NEWER_LOGON) {
                // The password that came along was not typed now: a person has to want this.
                said().password().wipe();
                String why = "A newer logon has your session. Log on to bring it here.";
                wantScreen(
                        nameAndPassword(said().userName(), List.of(new LogonPrompt.Problem(why))));
            } else {
                tryCredentials();
            }
        } else {
            decided(admission);
        }
    }

    private void tryCredentials() {
        ClientInfo said = said();
        boolean ask = services.rules().logon(client.listener()).promptForPassword();
        if (network.outcome().isPresent() && !ask) {
            outcome(network.take().orElseThrow());
            return;
        }
        LogonSettings ofConnection = services.rules().logon(client.listener());
        if (!ofConnection.clientCredentials() && !ofConnection.user().isEmpty() && !ask) {
            said.password().wipe();
            var credentials =
                    new Credentials(
                            ofConnection.user(),
                            ofConnection.domain(),
                            ofConnection.password().toCharArray());
            onLoop(services.door().logon(credentials, origin()), this::outcome);
            return;
        }
        if (said.autoLogon() && !said.password().isEmpty() && !ask) {
            var credentials =
                    new Credentials(
                            said.userName(), said.domain(), said.password().characters().clone());
            said.password().wipe();
            onLoop(services.door().logon(credentials, origin()), this::outcome);
        } else {
            wantScreen(nameAndPassword(said.userName(), List.of()));
        }
    }

    private void outcome(LogonOutcome outcome) {
        abandon = null;
        switch (outcome) {
            case LogonOutcome.Granted granted -> {
                granted.proof().ifPresent(Credentials::close);
                note(EventKind.AUTHENTICATED, granted.user().name(), "");
                var request =
                        new LogonRequest(
                                granted.user().name(), granted.osUser().name(), newcomer(), byHand);
                onLoop(
                        mayLogOn(granted),
                        allowed -> {
                            if (allowed) {
                                askForSession(request);
                            } else {
                                notAllowedHere(request.user());
                            }
                        });
            }
            case LogonOutcome.Denied denied -> {
                note(EventKind.SECURITY_LOGON_FAILED, said().userName(), recorded(denied));
                refused(words(denied));
            }
            case LogonOutcome.PasswordMustChange change -> askForNewPassword(change, List.of());
            case LogonOutcome.MorePrompts more -> askMore(more);
        }
    }

    /** By fLogonDisabled or the permissions of the connection. */
    CompletionStage<Boolean> mayLogOn(LogonOutcome.Granted granted) {
        return services.rules()
                .mayLogOn(granted.user().name(), granted.osUser().name(), client.listener());
    }

    private void notAllowedHere(String user) {
        note(EventKind.SECURITY_LOGON_FAILED, user, NOT_HERE);
        refused("This account may not log on here.");
    }

    /** Shows why, until there were too many attempts. */
    private void refused(String why) {
        failures++;
        if (failures >= services.rules().logon(client.listener()).attempts()) {
            end(ErrorInfo.SERVER_DENIED_CONNECTION);
            return;
        }
        wantScreen(nameAndPassword(said().userName(), List.of(new LogonPrompt.Problem(why))));
    }

    private void askForSession(LogonRequest request) {
        onLoop(
                services.sessions().logon(request),
                admission -> {
                    if (admission instanceof Admission.Choose(var waiting)) {
                        choose(request, waiting);
                    } else {
                        decided(admission);
                    }
                });
    }

    private void decided(Admission admission) {
        switch (admission) {
            case Admission.Admitted in -> {
                admitted = true;
                services.strangersPictures().release(goes);
                if (deadline != null) {
                    deadline.cancel(false);
                }
                screen = null;
                client.loggedOn(in.user(), in.session());
            }
            case Admission.Refused(Refusal.DesktopFailed failed) ->
                    wantScreen(
                            nameAndPassword(
                                    said().userName(),
                                    List.of(new LogonPrompt.Problem(failed.text()))));
            case Admission.Refused(Refusal.NewerLogonHolds _) ->
                    end(ErrorInfo.DISCONNECTED_BY_OTHERCONNECTION);
            case Admission.Refused(Refusal.OvertakenWhileWaiting _) ->
                    end(ErrorInfo.DISCONNECTED_BY_OTHERCONNECTION);
            case Admission.Refused _ -> end(ErrorInfo.SERVER_DENIED_CONNECTION);
            case Admission.Choose _ ->
                    throw new IllegalStateException("a choice where none was offered");
        }
    }

    /** What tells a user's sessions apart: when they were logged on to and left. */
    private static String lived(SessionView session) {
        var words = new ArrayList<String>();
        Optional.ofNullable(session.logonTime())
                .ifPresent(time -> words.add("logged on " + MINUTE.format(time)));
        Optional.ofNullable(session.disconnectTime())
                .ifPresent(time -> words.add("left " + MINUTE.format(time)));
        return String.join(", ", words);
    }

    private void choose(LogonRequest request, List<SessionView> waiting) {
        var choices =
                waiting.stream()
                        .map(session ->
                                new LogonChoice(
                                        "Session " + session.id() + " (" + session.desktop() + ")",
                                        lived(session)))
                        .collect(Collectors.toCollection(ArrayList::new));
        choices.add(new LogonChoice("New session", ""));
        answers.whenChosen =
                index ->
                        askForSession(
                                new LogonRequest(
                                        request.user(),
                                        request.osUser(),
                                        request.from(),
                                        index < waiting.size()
                                                ? new LogonRequest.Choice.Existing(
                                                        waiting.get(index).id())
                                                : new LogonRequest.Choice.Another(),
                                        true));
        wantScreen(List.of());
        choiceToShow = choices;
        if (screen != null) {
            screen.choose("Which session?", choices);
        }
    }

    private @Nullable List<LogonChoice> choiceToShow;

    private void askForNewPassword(
            LogonOutcome.PasswordMustChange change, List<LogonPrompt> problems) {
        abandon = change.change()::abandon;
        answers.whenSubmitted =
                typed -> {
                    boolean same = Arrays.equals(typed.get(0), typed.get(1));
                    Arrays.fill(typed.get(1), '\0');
                    if (!same) {
                        Arrays.fill(typed.get(0), '\0');
                        askForNewPassword(
                                change,
                                List.of(new LogonPrompt.Problem("The two are not the same.")));
                        return;
                    }
                    onLoop(
                            change.change().submit(typed.get(0)),
                            outcome -> {
                                if (outcome instanceof LogonOutcome.Denied denied
                                        && denied.reason() == Denial.PASSWORD_RESTRICTION) {
                                    askForNewPassword(
                                            change,
                                            List.of(new LogonPrompt.Problem(words(denied))));
                                } else {
                                    outcome(outcome);
                                }
                            });
                };
        List<LogonPrompt> prompts = new ArrayList<>(problems);
        prompts.add(new LogonPrompt.Info(change.message()));
        prompts.add(new LogonPrompt.Secret("New password"));
        prompts.add(new LogonPrompt.Secret("New password again"));
        wantScreen(prompts);
    }

    private void askMore(LogonOutcome.MorePrompts more) {
        abandon = more.conversation()::abandon;
        answers.whenSubmitted = typed -> onLoop(more.conversation().answer(typed), this::outcome);
        wantScreen(more.prompts().stream().map(ClientLogon::shown).toList());
    }

    private static LogonPrompt shown(Prompt prompt) {
        return switch (prompt.kind()) {
            case SECRET -> new LogonPrompt.Secret(prompt.text());
            case VISIBLE -> new LogonPrompt.Text(prompt.text(), "");
            case INFORMATION -> new LogonPrompt.Info(prompt.text());
            case ERROR -> new LogonPrompt.Problem(prompt.text());
        };
    }

    private List<LogonPrompt> nameAndPassword(String name, List<LogonPrompt> problems) {
        answers.whenSubmitted =
                typed -> {
                    byHand = true;
                    String user = new String(typed.get(0));
                    onLoop(
                            services.door()
                                    .logon(new Credentials(user, "", typed.get(1)), origin()),
                            this::outcome);
                };
        List<LogonPrompt> prompts = new ArrayList<>(problems);
        prompts.add(new LogonPrompt.Text("User name", name));
        prompts.add(new LogonPrompt.Secret("Password"));
        return prompts;
    }

    private void wantScreen(List<LogonPrompt> prompts) {
        openWith = prompts;
        screenWanted = true;
        choiceToShow = null;
        if (screen != null) {
            screen.ask(prompts);
        } else if (client.active()) {
            openScreen();
        }
    }

    private void openScreen() {
        if (screen != null || admitted) {
            return;
        }
        if (!mayShow(client.layout())) {
            end(ErrorInfo.OUT_OF_MEMORY);
            return;
        }
        var opened =
                new LogonScreen(client.layout(), services.heading(), services.clock(), answers);
        screen = opened;
        Duration patience = services.rules().logon(client.listener()).screenDeadline();
        Instant end = services.clock().instant().plus(patience);
        opened.deadline(end);
        if (choiceToShow != null) {
            opened.choose("Which session?", choiceToShow);
        } else {
            opened.ask(openWith);
        }
        services.sessions().atLogonScreen(newcomer());
        client.show(opened, Optional.empty());
        deadline =
                client.driver()
                        .channel()
                        .eventLoop()
                        .schedule(
                                () -> end(ErrorInfo.LOGON_TIMEOUT),
                                patience.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private void makeRoom() {
        client.driver().execute(() -> end(ErrorInfo.OUT_OF_MEMORY));
    }

    private void end(ErrorInfo reason) {
        client.driver().perform(client.driver().connection().disconnect(reason));
    }

    private Newcomer newcomer() {
        var core = client.core();
        return new Newcomer(
                client.port(),
                client.listener(),
                core.name(),
                client.address(),
                new DisplayWish(
                        core.desktop().width(), core.desktop().height(), core.colourDepth()));
    }

    Origin origin() {
        return new Origin(
                client.driver().remoteAddress().getAddress(), client.name(), client.listener());
    }

    void note(EventKind kind, String user, String detail) {
        services.sessions()
                .note(kind, user, client.listener(), client.name(), client.address(), detail);
    }

    private static String words(LogonOutcome.Denied denied) {
        if (denied.message().isPresent()) {
            return denied.message().get();
        }
        return switch (denied.reason()) {
            case WRONG_NAME_OR_PASSWORD -> "The user name or the password is wrong.";
            case ACCOUNT_DISABLED -> "This account is disabled. Ask the administrator.";
            case ACCOUNT_LOCKED -> "This account is locked. Ask the administrator.";
            case ACCOUNT_EXPIRED -> "This account has expired. Ask the administrator.";
            case NOT_GRANTED_HERE -> "This account may not log on here.";
            case ACCOUNT_RESTRICTION ->
                    "This account has no operating-system user to run as. Ask the administrator.";
            case PASSWORD_EXPIRED -> "The password has expired.";
            case PASSWORD_MUST_CHANGE -> "The password must be changed.";
            case PASSWORD_RESTRICTION -> "The new password is not allowed.";
            case THROTTLED ->
                    "Too many wrong attempts. Try again in "
                            + denied.retryAfter().map(time -> time.toSeconds() + 1).orElse(1L)
                            + " s.";
            case UNSUPPORTED_CREDENTIALS -> "This kind of credentials is not accepted.";
            case BUSY -> "Too many people are logging on. Try again in a moment.";
            case UNAVAILABLE -> "The logon could not be decided. Try again.";
        };
    }

    private ClientInfo said() {
        if (info == null) {
            throw new IllegalStateException("Client Info has not come yet");
        }
        return info;
    }

    <T> void onLoop(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((result, failure) ->
                client.driver()
                        .execute(() -> {
                            if (failure == null) {
                                next.accept(result);
                            } else {
                                log.atError().setCause(failure).log("Logon failed");
                                end(ErrorInfo.SERVER_WINLOGON_CRASH);
                            }
                        }));
    }

    /** What the screen's answers mean now. */
    private final Answers answers = new Answers();

    private final class Answers implements LogonAnswers {
        private Consumer<List<char[]>> whenSubmitted = _ -> {};
        private Consumer<Integer> whenChosen = _ -> {};

        @Override
        public void submitted(List<char[]> typed) {
            client.driver().execute(() -> whenSubmitted.accept(typed));
        }

        @Override
        public void chosen(int index) {
            client.driver().execute(() -> whenChosen.accept(index));
        }

        @Override
        public void cancelled() {
            client.driver().execute(() -> end(ErrorInfo.LOGOFF_BY_USER));
        }
    }
}
