package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManualTest {
    @Test
    void theManualIsWhatTheCatalogueSays() throws Exception {
        Path manual = Path.of("..", "docs", "settings.md");

        assertThat(manual)
                .as("make it again with holdfast.settings.ManualWriter")
                .hasContent(ManualWriter.manual());
        assertThat(Files.size(manual)).isGreaterThan(10_000);
    }
}
