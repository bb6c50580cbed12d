package holdfast.server.client;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.screen.Notice;
import holdfast.desktops.screen.NoticeAnswer;
import holdfast.server.desktop.HostedDesktop;
import holdfast.sessions.ArcCookie;
import holdfast.sessions.ConnectionPort;
import holdfast.sessions.DesktopHandle;
import holdfast.sessions.EndReason;
import holdfast.sessions.LimitWarning;
import holdfast.sessions.MessageAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How a session speaks to the connection that shows it: every call is posted to the event loop. */
final class ClientPort implements ConnectionPort {
    private final ClientConnection client;
    private final String name;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    ClientPort(ClientConnection client, String name) {
        this.client = client;
        this.name = name;
    }

    /** The connection is over: whoever waits for something of it waits no longer. */
    void closed() {
        gone.completeExceptionally(new IllegalStateException("the connection is gone"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> show(int session, DesktopHandle desktop) {
        var hosted = (HostedDesktop) desktop;
        var shown = new CompletableFuture<Void>();
        gone.whenComplete((_, failure) -> shown.completeExceptionally(failure));
        client.driver()
                .execute(() ->
                        client.show(
                                        hosted.view(client.driver().remoteAddress().getAddress()),
                                        shared(hosted))
                                .whenComplete((_, failure) -> {
                                    if (failure == null) {
                                        shown.complete(null);
                                    } else {
                                        shown.completeExceptionally(failure);
                                    }
                                }));
        return shown;
    }

    private Optional<DesktopClipboard> shared(HostedDesktop hosted) {
        return hosted.shareClipboard()
                .flatMap(clipboard ->
                        LimitedClipboard.of(clipboard, client.redirection(hosted.user())));
    }

    @Override
    public void close(EndReason reason) {
        client.driver().execute(() -> client.close(reason));
    }

    @Override
    public void fail(EndReason reason, String detail) {
        client.driver().execute(() -> client.fail(reason, detail));
    }

    @Override
    public void cookie(ArcCookie cookie) {
        client.driver().execute(() -> client.offerCookie(cookie));
    }

    @Override
    public void warn(Optional<LimitWarning> warning) {
        client.driver()
                .execute(() ->
                        client.overlay()
                                .ifPresent(overlay ->
                                        warning.ifPresentOrElse(
                                                near -> overlay.show(client.notice(near), _ -> {}),
                                                overlay::dismiss)));
    }

    @Override
    public CompletionStage<MessageAnswer> message(String title, String text, Duration timeout) {
        var answer = new CompletableFuture<MessageAnswer>();
        gone.whenComplete((_, _) -> answer.complete(MessageAnswer.NOT_SHOWN));
        client.driver()
                .execute(() ->
                        client.overlay()
                                .ifPresentOrElse(
                                        overlay ->
                                                overlay.show(
                                                        box(title, text, timeout),
                                                        given -> answer.complete(answer(given))),
                                        () -> answer.complete(MessageAnswer.NOT_SHOWN)));
        return answer;
    }

    private Notice box(String title, String text, Duration timeout) {
        return new Notice(
                title,
                text,
                List.of("OK"),
                timeout.isZero() ? Optional.empty() : Optional.of(client.now().plus(timeout)));
    }

    private static MessageAnswer answer(NoticeAnswer given) {
        return switch (given) {
            case NoticeAnswer.Button _ -> MessageAnswer.OK;
            case NoticeAnswer.TimedOut _ -> MessageAnswer.TIMED_OUT;
            case NoticeAnswer.Dismissed _ -> MessageAnswer.NOT_SHOWN;
        };
    }
}
