package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.record.EventKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The inside of a session: every step between its states. Not safe for many threads; only the
 * mailbox of its {@link Session} runs it. No step waits; each that needs the world (a desktop, a
 * client, the directory) leaves the session in a state with a deadline and goes on when the answer
 * or the deadline comes.
 *
 * <pre>
 * INIT --desktop there--> CONNECT_QUERY --client shows it--> ACTIVE
 *   |                          ^   |                            |
 *   |  nobody waits any more   |   | client lost                | lost, closed, limit, taken over
 *   +--------------------> DISCONNECTED <-----------------------+
 * any of these --logoff, reset, limit, desktop over--> RESET --nothing left--> DOWN
 * </pre>
 */
final class SessionLife {
    /** What the steps below share. */
    final SessionCore core;

    final Beginning beginning;
    final Connecting connecting;
    final Disconnecting disconnecting;
    final Ending ending;
    final SessionTimes times;

    SessionLife(
            Surroundings world,
            Session self,
            Mailbox mailbox,
            Dossier dossier,
            CookieJar cookies,
            boolean adopted) {
        core = new SessionCore(world, self, mailbox, dossier, cookies, adopted, this::look);
        ending = new Ending(core);
        disconnecting = new Disconnecting(core, ending);
        connecting = new Connecting(core, disconnecting);
        beginning = new Beginning(core, connecting, disconnecting, ending);
        times = new SessionTimes(core, beginning, connecting, disconnecting, ending);
    }

    private void look() {
        times.look();
    }

    void showMessage(
            String title, String text, Duration timeout, CompletableFuture<MessageAnswer> answer) {
        Claim held = core.holder;
        if (held == null || core.state != SessionState.ACTIVE) {
            core.complete(answer, MessageAnswer.NOT_SHOWN);
            return;
        }
        core.note(EventKind.MESSAGE_SENT, title);
        core.messages.add(answer);
        WorldCall.staged(() -> held.port().message(title, text, timeout))
                .whenComplete((said, thrown) ->
                        answer.complete(thrown == null ? said : MessageAnswer.NOT_SHOWN));
        if (!timeout.isZero()) {
            core.world.clock().after(timeout, () -> answer.complete(MessageAnswer.TIMED_OUT));
        }
    }
}
