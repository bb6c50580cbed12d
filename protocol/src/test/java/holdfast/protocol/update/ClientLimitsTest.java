package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClientLimitsTest {
    @Test
    void readsTheLargestPointerOfItsFlags() {
        assertThat(ClientLimits.pointerSide(0)).isEqualTo(32);
        assertThat(ClientLimits.pointerSide(1)).isEqualTo(96);
        assertThat(ClientLimits.pointerSide(2)).isEqualTo(384);
        assertThat(ClientLimits.pointerSide(3)).isEqualTo(384);
    }

    @Test
    void padsRowsToFourBytes() {
        assertThat(ClientLimits.plain(8).rowBytes(5)).isEqualTo(8);
        assertThat(ClientLimits.plain(15).rowBytes(5)).isEqualTo(12);
        assertThat(ClientLimits.plain(16).rowBytes(4)).isEqualTo(8);
        assertThat(ClientLimits.plain(24).rowBytes(5)).isEqualTo(16);
        assertThat(ClientLimits.plain(32).rowBytes(5)).isEqualTo(20);
    }

    @Test
    void takesAHugeRequestSizeForLarge() {
        assertThat(Limits.fastPath(16, 0xFFFF_FFFF).maxRequestSize()).isEqualTo(Integer.MAX_VALUE);
        var writer = new UpdateWriter(Limits.fastPath(16, -1), new ClientView());
        assertThat(writer.maxBitmapBytes()).isEqualTo(0xFFFF - 26);
    }

    @Test
    void refusesDepthsThatDoNotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientLimits.plain(12));
    }
}
