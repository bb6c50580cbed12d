package holdfast.sessions;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to what others implement, which must not be able to stop a session. */
final class WorldCall {
    private WorldCall() {}

    /** What is thrown, although it should not be, becomes a failed stage. */
    static <T> CompletionStage<T> staged(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    /** Why a stage failed, in a few words. */
    static String reason(@Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        if (cause == null) {
            return "nothing came of it";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
