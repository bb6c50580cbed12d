package holdfast.interop.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import holdfast.interop.Card;
import holdfast.interop.Pictures;
import holdfast.interop.Server;
import holdfast.interop.browser.WebRelay.Content;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * IronRDP, a client in Rust with a CredSSP of its own, in a browser, at a connection that takes
 * nobody without NLA.
 */
class IronRdpTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final int FRAME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** What its web build asks for, whatever the server would have. */
    private static final ColorDepth DEPTH = ColorDepth.RGB_16;

    private static Server server;
    private static WebRelay relay;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        server =
                Server.start(
                        """
                        [connection.rdp-tcp]
                        connection.listen = ["127.0.0.1"]
                        UserAuthentication = 1
                        """,
                        Server.USER);
        relay =
                new WebRelay(
                        Map.of(
                                "/",
                                page(),
                                "/iron-remote-desktop.js",
                                script("iron-remote-desktop"),
                                "/iron-remote-desktop-rdp.js",
                                script("iron-remote-desktop-rdp")));
        browser = Chromium.start(WIDTH + 100, HEIGHT + 200);
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
        relay.close();
        server.close();
    }

    private static Content page() throws IOException {
        try (var in = IronRdpTest.class.getResourceAsStream("ironrdp.html")) {
            return new Content("text/html", in.readAllBytes());
        }
    }

    private static Content script(String name) throws IOException {
        return new Content(
                "text/javascript", NpmPackages.file("@devolutions/" + name + "/" + name + ".js"));
    }

    private static void logOn(String password) throws Exception {
        browser.open(
                "http://127.0.0.1:%d/#user=%s&password=%s&destination=127.0.0.1:%d"
                        .formatted(
                                relay.port(),
                                Server.USER,
                                URLEncoder.encode(password, UTF_8),
                                server.port()));
    }

    @Test
    void aBrowserShowsTheDesktop() throws Exception {
        logOn(Server.PASSWORD);
        assertThat(decided()).isEqualTo("connected");
        int session = server.awaitSession(Server.USER, "Active").id();
        assertThat(server.events()).contains("AUTHENTICATED");

        await("something to see", () -> Pictures.colours(shown(), 2) > 1);
        browser.moveMouse(WIDTH - 2, HEIGHT - 2);
        await(
                "the focus",
                () ->
                        browser.evaluate("document.activeElement.localName")
                                .equals("iron-remote-desktop"));
        browser.type(Card.load(server));
        browser.type(Card.draw(7, 11));
        await(
                "the bar of a card",
                () -> Pictures.hasRun(shown(), Card.bar(7, 11), DEPTH, Card.BAR_LENGTH));
        await(
                "the picture of the desktop",
                () ->
                        Pictures.difference(
                                        unframed(shown()), unframed(server.picture(session)), DEPTH)
                                .isEmpty());
        Pictures.keep("ironrdp", shown());
    }

    @Test
    void aBrowserIsToldOfAWrongPassword() throws Exception {
        logOn("wrong");
        assertThat(decided()).startsWith("refused").contains("STATUS_LOGON_FAILURE");
    }

    /** What has become of the logon, as the page has it. */
    private static String decided() throws Exception {
        await(
                "a session or a refusal",
                () -> browser.evaluate("window.state").matches("(connected|refused|failed).*"));
        return browser.evaluate("window.state");
    }

    private static BufferedImage shown() throws Exception {
        return browser.screenshot(WIDTH, HEIGHT);
    }

    /** Without the margin in which the client draws the frame of what has the focus. */
    private static BufferedImage unframed(BufferedImage picture) {
        return picture.getSubimage(FRAME, FRAME, WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            Pictures.keep("ironrdp-timeout", shown());
            throw new AssertionError(
                    e.getMessage() + "\nthe page is " + browser.evaluate("window.state"), e);
        }
    }
}
