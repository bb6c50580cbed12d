package holdfast.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Messages that a user has not answered. Not safe for many threads; the session owns it. */
final class OpenMessages {
    private final List<CompletableFuture<MessageAnswer>> open = new ArrayList<>();

    private final Executor executor;

    OpenMessages(Executor executor) {
        this.executor = executor;
    }

    void add(CompletableFuture<MessageAnswer> answer) {
        open.removeIf(CompletableFuture::isDone);
        open.add(answer);
    }

    /** The client is gone. */
    void notShown() {
        open.forEach(answer -> answer.completeAsync(() -> MessageAnswer.NOT_SHOWN, executor));
        open.clear();
    }
}
