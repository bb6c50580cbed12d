package holdfast.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersPicturesTest {
    private final StrangersPictures pictures = new StrangersPictures(100);
    private final List<String> gone = new ArrayList<>();
    private final Runnable first = () -> gone.add("first");
    private final Runnable second = () -> gone.add("second");
    private final Runnable third = () -> gone.add("third");

    @Test
    void theOldestMakesRoom() {
        assertThat(pictures.admit(first, 40)).isTrue();
        assertThat(pictures.admit(second, 40)).isTrue();
        assertThat(pictures.admit(third, 40)).isTrue();
        assertThat(gone).containsExactly("first");
    }

    @Test
    void whoHasLoggedOnTakesNoRoom() {
        pictures.admit(first, 60);
        pictures.release(first);
        assertThat(pictures.admit(second, 90)).isTrue();
        assertThat(gone).isEmpty();
    }

    @Test
    void aResizedPictureTakesThePlaceOfItsEarlierSelf() {
        pictures.admit(first, 60);
        assertThat(pictures.admit(first, 90)).isTrue();
        assertThat(gone).isEmpty();
    }

    @Test
    void whatIsLargerThanAllRoomIsRefused() {
        pictures.admit(first, 60);
        assertThat(pictures.admit(second, 101)).isFalse();
        assertThat(gone).isEmpty();
    }
}
