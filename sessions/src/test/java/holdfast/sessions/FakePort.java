package holdfast.sessions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A connection that notes what it is told. */
final class FakePort implements ConnectionPort {
    final String name;
    final List<Integer> shown = new ArrayList<>();
    final List<ArcCookie> cookies = new ArrayList<>();
    final List<Optional<LimitWarning>> warnings = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    CompletableFuture<Void> showing = CompletableFuture.completedFuture(null);
    CompletableFuture<MessageAnswer> answer = new CompletableFuture<>();
    @Nullable EndReason closed;

    FakePort(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> show(int session, DesktopHandle desktop) {
        shown.add(session);
        return showing;
    }

    @Override
    public void close(EndReason reason) {
        if (closed == null) {
            closed = reason;
        }
    }

    @Override
    public void fail(EndReason reason, String detail) {
        messages.add(detail);
        close(reason);
    }

    @Override
    public void cookie(ArcCookie cookie) {
        cookies.add(cookie);
    }

    @Override
    public void warn(Optional<LimitWarning> warning) {
        warnings.add(warning);
    }

    @Override
    public CompletionStage<MessageAnswer> message(String title, String text, Duration timeout) {
        messages.add(text);
        return answer;
    }

    @Override
    public String toString() {
        return name;
    }
}
