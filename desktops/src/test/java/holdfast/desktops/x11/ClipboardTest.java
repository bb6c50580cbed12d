package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.LeaderCommand;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClipboardTest {
    private static final String TEN_MEGABYTES = "Zeile mit Ümläuten 日本\n".repeat(400_000);

    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private X11Stage stage;
    private DesktopClipboard clipboard;

    @BeforeEach
    void open() throws Exception {
        stage = X11Stage.with("exec sleep 1000");
        clipboard = stage.desktop.clipboard().orElseThrow();
        clipboard.watch(changes::add);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    /** Returns when the selection is xclip's, which goes into the background then. */
    private void copy(String selection, String text) throws Exception {
        Process xclip = stage.client("xclip", "-i", "-selection", selection);
        try (OutputStream out = xclip.getOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(xclip.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private String paste(String selection) throws Exception {
        return stage.run("xclip", "-o", "-selection", selection, "-t", "UTF8_STRING");
    }

    private Optional<String> text() throws Exception {
        return clipboard.text().get(10, TimeUnit.SECONDS);
    }

    private void awaitChange(Boolean... expected) {
        await().atMost(X11Stage.PATIENCE)
                .untilAsserted(() -> assertThat(changes).containsExactly(expected));
    }

    private static DesktopClipboard.Source of(String text) {
        return () -> CompletableFuture.completedFuture(text);
    }

    @Test
    void aProgramsTextReachesTheViewer() throws Exception {
        copy("clipboard", "Grüße\n");
        awaitChange(true);
        assertThat(text()).contains("Grüße\n");
    }

    @Test
    void markedTextReachesTheViewerToo() throws Exception {
        copy("primary", "marked");
        awaitChange(true);
        assertThat(text()).contains("marked");
    }

    @Test
    void tenMegabytesGoBothWays() throws Exception {
        assertThat(TEN_MEGABYTES.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(10_000_000);
        copy("clipboard", TEN_MEGABYTES);
        awaitChange(true);
        assertThat(text().orElseThrow().equals(TEN_MEGABYTES)).isTrue();
        clipboard.offer(of(TEN_MEGABYTES + "!"));
        await().atMost(X11Stage.PATIENCE)
                .until(() -> paste("clipboard").equals(TEN_MEGABYTES + "!"));
    }

    @Test
    void theViewersTextIsAskedForOnlyWhenAProgramPastes() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        clipboard.offer(() -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture("from the viewer");
        });
        await().atMost(X11Stage.PATIENCE)
                .until(() -> stage.run("xclip", "-o", "-t", "TARGETS").contains("UTF8_STRING"));
        assertThat(asked).hasValue(0);
        assertThat(paste("clipboard")).isEqualTo("from the viewer");
        assertThat(paste("primary")).isEqualTo("from the viewer");
        assertThat(stage.run("xclip", "-o", "-t", "STRING")).isEqualTo("from the viewer");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatTheViewerOffersIsNoNewsForTheViewer() throws Exception {
        clipboard.offer(of("loop?"));
        await().atMost(X11Stage.PATIENCE).until(() -> paste("clipboard").equals("loop?"));
        // A clipboard keeper takes over what it has read.
        copy("clipboard", "loop?");
        copy("clipboard", "new");
        awaitChange(true);
        assertThat(text()).contains("new");
    }

    @Test
    void markingTextDoesNotTakeTheViewersTextAway() throws Exception {
        CompletableFuture<String> viewer = new CompletableFuture<>();
        clipboard.offer(() -> viewer);
        copy("primary", "marked to be replaced");
        viewer.complete("to be pasted");
        awaitChange(true);
        assertThat(text()).contains("marked to be replaced");
        assertThat(paste("clipboard")).isEqualTo("to be pasted");
    }

    @Test
    void aViewerThatFailsIsARefusalForTheProgram() throws Exception {
        clipboard.offer(() -> CompletableFuture.failedFuture(new IllegalStateException("gone")));
        assertThat(paste("clipboard")).isEmpty();
    }

    @Test
    void tellsWhenTheTextIsGone() throws Exception {
        Process xclip = stage.client("xclip", "-i", "-quiet", "-selection", "clipboard");
        xclip.getOutputStream().write("short-lived".getBytes(StandardCharsets.UTF_8));
        xclip.getOutputStream().close();
        awaitChange(true);
        xclip.destroy();
        awaitChange(true, false);
        assertThat(text()).isEmpty();
    }

    @Test
    void isAliveForTheNextServer() throws Exception {
        copy("clipboard", "left behind");
        awaitChange(true);
        stage.desktop.leave();
        X11Desktops next = new X11Desktops(stage.folder, LeaderCommand.plain());
        try (var adopted = next.adopt(next.found().getFirst())) {
            var again = adopted.clipboard().orElseThrow();
            List<Boolean> told = new CopyOnWriteArrayList<>();
            again.watch(told::add);
            await().atMost(X11Stage.PATIENCE).until(() -> told.equals(List.of(true)));
            assertThat(again.text().get(5, TimeUnit.SECONDS)).contains("left behind");
        }
    }
}
