package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A real client at work, and the person in front of it. */
record ConnectedClient(RdpClient how, ClientScreen screen, Program program)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Nothing moves on the screen for so long: what was to be painted is. */
    private static final Duration CALM = Duration.ofMillis(400);

    /** Types a line into the client and moves the pointer out of its window again. */
    void line(String text) {
        screen.type(how.width() / 2, how.height() / 2, text);
    }

    /** Waits until the user's shell is there, and gives it the card. */
    void atShell(Server server) {
        await(
                "a session",
                () ->
                        server.sessions(how.user()).stream()
                                .anyMatch(session -> session.state().equals("Active")));
        awaitSomethingShown();
        line(Card.load(server));
    }

    /** Types the computation of a card, and waits until it is on the client's screen. */
    void drawCard(int a, int b) {
        line(Card.draw(a, b));
        awaitBar(a, b);
    }

    /** Waits until the bar of a card is on the client's screen. */
    void awaitBar(int a, int b) {
        await(
                "the bar of a card",
                () -> Pictures.hasRun(shown(), Card.bar(a, b), how.depth(), Card.BAR_LENGTH));
    }

    /** Waits until the client shows more than one colour. */
    void awaitSomethingShown() {
        await("something to see", () -> Pictures.colours(shown(), 3) > 1);
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("the client has ended", () -> !program.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            Pictures.keep("timeout", screen.picture());
            throw new AssertionError(
                    e.getMessage() + "\n" + how + " said:\n" + program.output(), e);
        }
    }

    /** The client's window. */
    BufferedImage shown() {
        return screen.picture().getSubimage(0, 0, how.width(), how.height());
    }

    /** The client's window once nothing moves in it. */
    BufferedImage calm() {
        var last = new AtomicReference<>(shown());
        Awaitility.await("a calm picture")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .during(CALM)
                .until(() -> {
                    BufferedImage now = shown();
                    return Pictures.same(now, last.getAndSet(now));
                });
        return last.get();
    }

    /** The client shows what the desktop shows, pixel by pixel. */
    void showsTheDesktop(Server server, int session) {
        screen.pointerAway();
        BufferedImage client = calm();
        BufferedImage desktop = server.picture(session);
        String difference =
                desktop.getWidth() == how.width() && desktop.getHeight() == how.height()
                        ? Pictures.difference(client, desktop, how.depth())
                        : "the desktop is " + desktop.getWidth() + "x" + desktop.getHeight();
        if (!difference.isEmpty()) {
            String name = how.toString().replaceAll("\\W+", "-");
            Pictures.keep(name + "-desktop", desktop);
            Pictures.keep(name + "-client", client);
        }
        assertThat(difference).as("%s against the desktop of session %s", how, session).isEmpty();
    }

    /** Waits for the client's own end and gives its exit status. */
    int exitStatus() {
        program.awaitEnd(PATIENCE);
        return program.exitStatus();
    }

    @Override
    public void close() {
        program.close();
    }
}
