package holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir Path place;

    @Test
    void aMissingFolderIsMade() throws Exception {
        try (var data = DataFolder.open(place.resolve("a/b"))) {
            assertThat(data.path()).isDirectory();
        }
    }

    @Test
    void aFileInItsPlaceIsNamedWithTheRemedy() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "mine");
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> DataFolder.open(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("--data");
    }

    @Test
    void aFolderInUseIsNamedWithTheRemedy() throws Exception {
        try (var _ = DataFolder.open(place)) {
            assertThatExceptionOfType(ServerStartException.class)
                    .isThrownBy(() -> DataFolder.open(place))
                    .withMessageContaining("in use")
                    .withMessageContaining("--data");
        }
    }

    @Test
    void aFolderThatWasClosedCanBeOpenedAgain() throws Exception {
        DataFolder.open(place).close();
        try (var again = DataFolder.open(place)) {
            assertThat(again.path()).isEqualTo(place);
        }
    }
}
