package holdfast.logon.pam;

import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Conversation;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets PAM, which asks from the middle of a call and waits, talk with somebody who answers in their
 * own time. PAM's thread asks and decides; the person's side answers or abandons. Safe for these
 * two sides.
 */
final class PamExchange implements PamConversation, Conversation {
    private static final List<char[]> GIVEN_UP = List.of();

    private final Duration patience;
    private final BlockingQueue<List<char[]>> answers = new ArrayBlockingQueue<>(1);
    private final List<Prompt> said = new ArrayList<>();
    private char @Nullable [] password;
    private char[] lastSecret = new char[0];

    /** Whom to tell what comes next; nobody between a question and its answer. */
    private @Nullable CompletableFuture<LogonOutcome> listener;

    private boolean over;

    PamExchange(Duration patience) {
        this.patience = patience;
    }

    /** What answers the first secret that PAM asks for: the person gave it already. */
    void firstAnswer(char[] secret) {
        password = secret;
    }

    synchronized CompletionStage<LogonOutcome> begin() {
        var first = new CompletableFuture<LogonOutcome>();
        listener = first;
        return first;
    }

    @Override
    public Optional<List<char[]>> converse(List<Prompt> prompts) {
        said.addAll(prompts.stream().filter(prompt -> !prompt.kind().wantsAnswer()).toList());
        List<Prompt> questions =
                prompts.stream().filter(prompt -> prompt.kind().wantsAnswer()).toList();
        if (questions.isEmpty()) {
            return Optional.of(List.of());
        }
        char[] known = password;
        if (known != null
                && questions.size() == 1
                && questions.getFirst().kind() == Prompt.Kind.SECRET) {
            password = null;
            return Optional.of(List.of(known));
        }
        List<Prompt> all = new ArrayList<>(said);
        said.clear();
        all.addAll(questions);
        if (!tell(new MorePrompts(List.copyOf(all), this))) {
            return Optional.empty();
        }
        return await(questions);
    }

    private Optional<List<char[]>> await(List<Prompt> questions) {
        try {
            List<char[]> given = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (given == null) {
                synchronized (this) {
                    over = true;
                }
                given = answers.poll(); // It came just now.
            }
            if (given == null || given == GIVEN_UP) {
                return Optional.empty();
            }
            if (questions.getLast().kind() == Prompt.Kind.SECRET
                    && given.size() == questions.size()) {
                Arrays.fill(lastSecret, '\0');
                lastSecret = given.getLast().clone();
            }
            return Optional.of(given);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A copy of what was typed last where nothing is shown; the caller wipes it. */
    Optional<char[]> lastSecret() {
        return lastSecret.length == 0 ? Optional.empty() : Optional.of(lastSecret.clone());
    }

    /** What PAM said and nobody has heard yet. */
    List<String> notices() {
        return said.stream().map(Prompt::text).map(String::strip).toList();
    }

    Optional<String> words() {
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", notices()));
    }

    /** The transaction is over. */
    void decided(LogonOutcome outcome) {
        char[] unasked = password;
        if (unasked != null) {
            Arrays.fill(unasked, '\0');
        }
        Arrays.fill(lastSecret, '\0');
        synchronized (this) {
            over = true;
        }
        tell(outcome);
    }

    /** False when nobody listens any more. */
    private boolean tell(LogonOutcome outcome) {
        CompletableFuture<LogonOutcome> told;
        synchronized (this) {
            told = listener;
            listener = null;
        }
        return told != null && told.complete(outcome);
    }

    @Override
    public CompletionStage<LogonOutcome> answer(List<char[]> given) {
        synchronized (this) {
            if (!over && listener == null && answers.offer(given)) {
                var next = new CompletableFuture<LogonOutcome>();
                listener = next;
                return next;
            }
        }
        given.forEach(answer -> Arrays.fill(answer, '\0'));
        return CompletableFuture.completedStage(
                LogonOutcome.denied(Denial.WRONG_NAME_OR_PASSWORD, Failure.AS_TOLD));
    }

    @Override
    public void abandon() {
        synchronized (this) {
            over = true;
        }
        answers.offer(GIVEN_UP);
    }
}
