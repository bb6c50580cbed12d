package holdfast.graphics.remotefx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaveletTest {
    @Test
    void isTheSameWithVectors() {
        Random random = new Random(1);
        Wavelet scalar = new Wavelet(new ScalarLifting());
        Wavelet vector = new Wavelet(new VectorLifting());
        for (int round = 0; round < 50; round++) {
            int[] one = random.ints(4096, -4096, 4096).toArray();
            int[] two = one.clone();
            scalar.transform(one);
            vector.transform(two);
            assertThat(two).isEqualTo(one);
        }
    }

    @Test
    void leavesOnlyTheMeanOfPlainColour() {
        int[] tile = new int[4096];
        Arrays.fill(tile, 77);
        new Wavelet(new ScalarLifting()).transform(tile);
        int[] expected = new int[4096];
        Arrays.fill(expected, Wavelet.LL3, 4096, 77);
        assertThat(tile).isEqualTo(expected);
    }
}
