package holdfast.interop.browser;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import holdfast.interop.Folders;
import holdfast.interop.Program;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Program program;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket devTools;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();

    private Chromium(Path folder, Program program) throws Exception {
        this.folder = folder;
        this.program = program;
        devTools = http.newWebSocketBuilder().buildAsync(page(), new Listener()).get();
    }

    static Chromium start(int width, int height) throws Exception {
        Path folder = Folders.make("chromium");
        var program =
                Program.start(
                        folder.resolve("chromium.log"),
                        Map.of("HOME", folder.toString()),
                        List.of(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--hide-scrollbars",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--window-size=" + width + "," + height,
                                "--remote-debugging-port=0",
                                "about:blank"));
        return new Chromium(folder, program);
    }

    /** Where the one page is driven. */
    private URI page() throws IOException, InterruptedException {
        Path port = folder.resolve("profile/DevToolsActivePort");
        Awaitility.await("Chromium's port")
                .atMost(PATIENCE)
                .failFast("Chromium has ended", () -> !program.isAlive())
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        var list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json");
        var answer = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
        for (JsonElement target : JsonParser.parseString(answer.body()).getAsJsonArray()) {
            JsonObject fields = target.getAsJsonObject();
            if (fields.get("type").getAsString().equals("page")) {
                return URI.create(fields.get("webSocketDebuggerUrl").getAsString());
            }
        }
        throw new IOException("no page in " + answer.body());
    }

    void open(String address) throws Exception {
        // Two addresses that differ behind the # alone are one page to the browser.
        call("Page.navigate", Map.of("url", "about:blank"));
        call("Page.navigate", Map.of("url", address));
    }

    /** What a script's expression is, as text. */
    String evaluate(String script) throws Exception {
        JsonObject result =
                call("Runtime.evaluate", Map.of("expression", "String(" + script + ")"));
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? result.toString() : value.getAsString();
    }

    /** The page's upper left corner, as a person sees it. */
    BufferedImage screenshot(int width, int height) throws Exception {
        JsonObject result = call("Page.captureScreenshot", Map.of("format", "png"));
        byte[] png = Base64.getDecoder().decode(result.get("data").getAsString());
        return ImageIO.read(new ByteArrayInputStream(png)).getSubimage(0, 0, width, height);
    }

    void moveMouse(int x, int y) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    /** Types a line of lower-case letters, digits and a path's signs, on the keys of a US board. */
    void type(String line) throws Exception {
        for (char each : line.toCharArray()) {
            key(code(each));
        }
        key("Enter");
    }

    private void key(String code) throws Exception {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "code", code, "key", code));
        }
    }

    private static String code(char typed) {
        return switch (typed) {
            case ' ' -> "Space";
            case '/' -> "Slash";
            case '.' -> "Period";
            case '-' -> "Minus";
            default ->
                    Character.isDigit(typed)
                            ? "Digit" + typed
                            : "Key" + Character.toUpperCase(typed);
        };
    }

    private JsonObject call(String method, Map<String, ?> parameters) throws Exception {
        int id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonObject>();
        answers.put(id, answer);
        var message = Map.of("id", id, "method", method, "params", parameters);
        devTools.sendText(new Gson().toJson(message), true).get();
        JsonObject told = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!told.has("result")) {
            throw new IOException(method + ": " + told);
        }
        return told.getAsJsonObject("result");
    }

    /** Hands answers to those who wait; events are nobody's. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                if (message.has("id")) {
                    var waiting = answers.remove(message.get("id").getAsInt());
                    if (waiting != null) {
                        waiting.complete(message);
                    }
                }
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        devTools.abort();
        http.close();
        program.close();
        Folders.remove(folder);
    }
}
