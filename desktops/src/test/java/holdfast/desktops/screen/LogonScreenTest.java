package holdfast.desktops.screen;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.DesktopInput;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonScreenTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int ENTER = 0x1C;
    private static final int TAB = 0x0F;
    private static final int ESCAPE = 0x01;
    private static final int DOWN = 0x50;
    private static final List<LogonPrompt> NAME_AND_PASSWORD =
            List.of(new LogonPrompt.Text("User name", ""), new LogonPrompt.Secret("Password"));

    private final List<String> told = new ArrayList<>();
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final LogonScreen screen =
            new LogonScreen(
                    DisplayLayout.single(800, 600),
                    "Holdfast",
                    clock,
                    new LogonAnswers() {
                        @Override
                        public void submitted(List<char[]> answers) {
                            told.add("submitted " + answers.stream().map(String::new).toList());
                        }

                        @Override
                        public void chosen(int index) {
                            told.add("chosen " + index);
                        }

                        @Override
                        public void cancelled() {
                            told.add("cancelled");
                        }
                    });
    private final FrameBuffer picture = new FrameBuffer(800, 600);

    private void press(int scancode) {
        boolean extended = scancode == DOWN;
        screen.input(new DesktopInput.Key(scancode, extended, false, true));
        screen.input(new DesktopInput.Key(scancode, extended, false, false));
    }

    private void type(String text) {
        text.chars().forEach(unit -> screen.input(new DesktopInput.Unicode((char) unit, true)));
    }

    @Test
    void givesTheAnswersInTheirOrder() {
        screen.ask(NAME_AND_PASSWORD);
        type("alice");
        press(ENTER);
        type("sesame");
        press(ENTER);
        assertThat(told).containsExactly("submitted [alice, sesame]");
    }

    @Test
    void movesTheFocusByTabAndTakesTheFocusedButton() {
        screen.ask(NAME_AND_PASSWORD);
        press(TAB);
        type("x");
        press(TAB);
        press(TAB);
        press(ENTER);
        assertThat(told).containsExactly("cancelled");
    }

    @Test
    void startsInTheFirstEmptyField() {
        screen.ask(
                List.of(
                        new LogonPrompt.Problem("No."),
                        new LogonPrompt.Text("User name", "bob"),
                        new LogonPrompt.Secret("Password")));
        type("pw");
        press(ENTER);
        assertThat(told).containsExactly("submitted [bob, pw]");
    }

    @Test
    void takesNothingTypedWhileItIsBusy() {
        screen.ask(NAME_AND_PASSWORD);
        type("a");
        press(ENTER);
        press(ENTER);
        type("typed too early");
        press(ENTER);
        screen.ask(List.of(new LogonPrompt.Secret("Code")));
        type("1");
        press(ENTER);
        press(ESCAPE);
        assertThat(told).containsExactly("submitted [a, ]", "submitted [1]", "cancelled");
    }

    @Test
    void choosesByKeysAndByMouse() {
        var choices =
                List.of(
                        new LogonChoice("one", ""),
                        new LogonChoice("two", "since noon"),
                        new LogonChoice("two", "since noon"));
        screen.choose("Which?", choices);
        press(DOWN);
        press(ENTER);
        screen.choose("Which?", choices);
        var third = entries(choices).stream().filter(entry -> entry.index() == 2).findFirst();
        var area = third.orElseThrow().area();
        screen.input(new DesktopInput.PointerButton(area.x() + 5, area.y() + 5, 1, true));
        assertThat(told).containsExactly("chosen 1", "chosen 2");
    }

    private List<Widget.Entry> entries(List<LogonChoice> choices) {
        return new LogonLayout(DisplayLayout.single(800, 600), "Holdfast", false, "")
                .scene(new LogonView.Choosing("Which?", choices, 0)).widgets().stream()
                        .filter(Widget.Entry.class::isInstance)
                        .map(Widget.Entry.class::cast)
                        .toList();
    }

    @Test
    void paintsOnlyTheFieldThatIsTypedIn() {
        screen.ask(NAME_AND_PASSWORD);
        assertThat(screen.refresh(picture, true).changed()).containsExactly(picture.bounds());
        assertThat(screen.refresh(picture, false)).isEqualTo(Refresh.NOTHING);
        type("a");
        assertThat(screen.refresh(picture, false).changed())
                .singleElement()
                .matches(rect -> rect.height() < 50);
        assertEqualsPaintedAnew();
        press(TAB);
        screen.refresh(picture, false);
        assertEqualsPaintedAnew();
    }

    private void assertEqualsPaintedAnew() {
        var whole = new FrameBuffer(800, 600);
        screen.refresh(whole, true);
        assertThat(picture.pixels()).isEqualTo(whole.pixels());
    }

    @Test
    void neverShowsASecretsLettersNorItsLengthOnceSent() {
        screen.ask(List.of(new LogonPrompt.Secret("Password")));
        type("aaa");
        screen.refresh(picture, true);
        var first = picture.pixels().clone();
        for (int i = 0; i < 3; i++) {
            press(0x0E);
        }
        type("xyz");
        screen.refresh(picture, true);
        assertThat(picture.pixels()).isEqualTo(first);
    }

    @Test
    void countsTheLastMinuteDown() {
        screen.ask(NAME_AND_PASSWORD);
        screen.deadline(NOON.plusSeconds(61));
        screen.refresh(picture, true);
        assertThat(screen.refresh(picture, false)).isEqualTo(Refresh.NOTHING);
        now = NOON.plusSeconds(2);
        assertThat(screen.refresh(picture, false).changed()).isNotEmpty();
        now = NOON.plusSeconds(3);
        assertThat(screen.refresh(picture, false).changed())
                .singleElement()
                .matches(rect -> rect.height() < 40);
    }

    @ParameterizedTest
    @CsvSource({"200,200", "320,200", "200,600", "1024,768", "3840,2160", "640,120"})
    void fitsAnySize(int width, int height) {
        screen.ask(NAME_AND_PASSWORD);
        screen.resize(DisplayLayout.single(width, height));
        assertThat(screen.refresh(picture, false).resized()).isTrue();
        var other = new FrameBuffer(width, height);
        screen.refresh(other, true);
        var scene =
                new LogonLayout(DisplayLayout.single(width, height), "Holdfast", false, "")
                        .scene(
                                new LogonView.Asking(
                                        NAME_AND_PASSWORD,
                                        List.of(new Typing(""), new Typing("")),
                                        1));
        assertThat(scene.widgets())
                .allMatch(widget -> other.bounds().contains(widget.area()))
                .anyMatch(widget -> widget instanceof Widget.Field f && f.index() == 1);
    }

    @Test
    void wipesWhatWasTypedWhenClosed() {
        var typing = new Typing("");
        "secret".chars().forEach(typing::type);
        char[] taken = typing.take();
        assertThat(new String(taken)).isEqualTo("secret");
        assertThat(typing.shown()).isEmpty();
        assertThat(typing.length()).isZero();
    }
}
