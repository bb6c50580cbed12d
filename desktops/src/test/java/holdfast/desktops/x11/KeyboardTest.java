package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DesktopInput;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyboardTest {
    private static final int SHIFT = 0x2A;
    private static final int CTRL = 0x1D;
    private static final int ALT_GR = 0x138;
    private static final int ENTER = 0x1C;
    private static final int CAPS_LOCK = 0x3A;

    private static X11Stage stage;
    private static Path typed;

    @BeforeAll
    static void openATerminal() throws Exception {
        typed = Files.createTempFile("typed", ".txt");
        stage = X11Stage.with("exec xterm -u8 -T typing -e sh -c 'exec cat >%s'".formatted(typed));
        stage.awaitWindow("typing");
        stage.desktop.input(new DesktopInput.PointerMoved(100, 100));
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
        Files.delete(typed);
    }

    @BeforeEach
    void beginALine() {
        stage.desktop.input(new DesktopInput.ReleaseAll());
        stage.desktop.input(new DesktopInput.Synchronize(false, false, false, false));
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x409));
        stage.press(CTRL, 0x16); // what is left of a line before
    }

    private static void expect(String text) {
        stage.press(ENTER);
        await().atMost(X11Stage.PATIENCE)
                .untilAsserted(() -> assertThat(Files.readAllLines(typed)).last().isEqualTo(text));
    }

    @Test
    void typesGerman() {
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x407));
        stage.press(0x15);
        stage.press(0x2C);
        stage.press(0x28);
        stage.press(0x27);
        stage.press(0x1A);
        stage.press(SHIFT, 0x1A);
        stage.press(0x0C);
        stage.press(ALT_GR, 0x10);
        stage.press(ALT_GR, 0x12);
        stage.press(0x56);
        expect("zyäöüÜß@€<");
    }

    @Test
    void typesFrench() {
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x40C));
        stage.press(0x10);
        stage.press(0x11);
        stage.press(0x03);
        stage.press(0x0A);
        stage.press(SHIFT, 0x02);
        stage.press(0x27);
        stage.press(0x1A); // dead circumflex
        stage.press(0x12);
        expect("azéç1mê");
    }

    @Test
    void typesRussian() {
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x419));
        stage.press(0x10);
        stage.press(0x11);
        stage.press(SHIFT, 0x1E);
        stage.press(0x2C);
        stage.press(0x29);
        expect("йцФяё");
    }

    @Test
    void typesJapanese() {
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x411));
        stage.press(0x1A);
        stage.press(0x1B);
        stage.press(0x2B);
        stage.press(0x28);
        stage.press(0x0D);
        stage.press(SHIFT, 0x73);
        stage.press(SHIFT, 0x03);
        expect("@[]:^_\"");
    }

    @Test
    void typesAnyCharacterWhateverTheLayout() {
        stage.desktop.input(new DesktopInput.KeyboardLayout(0x419));
        stage.unicode("Hello, World! Ж日本語 😀 €ßé ∑≠ العربية");
        expect("Hello, World! Ж日本語 😀 €ßé ∑≠ العربية");
    }

    @Test
    void typesALongTextOfManyCharacters() {
        StringBuilder text = new StringBuilder();
        for (int codePoint = 0x4E00; codePoint < 0x4E00 + 150; codePoint++) {
            text.appendCodePoint(codePoint);
            stage.unicode(Character.toString(codePoint));
        }
        expect(text.toString());
    }

    @Test
    void followsTheClientsLocks() throws Exception {
        stage.desktop.input(new DesktopInput.Synchronize(false, true, true, false));
        stage.press(0x1E);
        stage.press(0x4F); // 1 on the keypad
        stage.desktop.input(new DesktopInput.Synchronize(false, false, false, false));
        stage.press(0x1E);
        expect("A1a");
    }

    @Test
    void theCapsLockKeyLocksAndUnlocks() {
        stage.press(CAPS_LOCK);
        stage.press(0x1E);
        stage.press(CAPS_LOCK);
        stage.press(0x1E);
        expect("Aa");
    }

    @Test
    void unicodeIgnoresCapsLock() {
        stage.desktop.input(new DesktopInput.Synchronize(false, false, true, false));
        stage.unicode("aBc");
        stage.desktop.input(new DesktopInput.Synchronize(false, false, false, false));
        expect("aBc");
    }

    @Test
    void repeatsAsTheClientRepeatsAndNotByItself() throws Exception {
        stage.key(0x1E, true);
        stage.key(0x1E, true);
        stage.key(0x1E, true);
        // The server's own repetition would begin after 660 ms.
        assertThat(stage.run("sh", "-c", "sleep 1; xset q | grep 'auto repeat:'"))
                .contains("auto repeat:  off");
        stage.key(0x1E, false);
        expect("aaa");
    }

    @Test
    void releasesWhatIsHeldWhenTheClientGoes() {
        stage.key(SHIFT, true);
        stage.key(CTRL, true);
        stage.desktop.input(new DesktopInput.ReleaseAll());
        stage.press(0x1E);
        expect("a");
    }

    @Test
    void pauseIsNotNumLock() throws Exception {
        stage.desktop.input(new DesktopInput.Key(0x1D, false, true, true));
        stage.desktop.input(new DesktopInput.Key(0x45, false, false, true));
        stage.desktop.input(new DesktopInput.Key(0x1D, false, true, false));
        stage.desktop.input(new DesktopInput.Key(0x45, false, false, false));
        stage.press(0x53); // Delete, as Num Lock is off
        stage.press(0x1E);
        stage.press(ENTER);
        await().atMost(X11Stage.PATIENCE)
                .untilAsserted(() ->
                        assertThat(Files.readAllLines(typed)).last().asString().endsWith("a"));
        assertThat(Files.readAllLines(typed)).last().asString().doesNotContain(".");
    }
}
