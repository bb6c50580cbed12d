package holdfast.server.tls;

import static org.assertj.core.api.Assertions.assertThatCode;

import holdfast.settings.EncryptionLevel;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsServerTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(EncryptionLevel.class)
    void shakesHandsWithItself(EncryptionLevel level) throws Exception {
        var server = new TlsServer(SelfSigned.in(folder, Instant.now()), level, Runnable::run);

        assertThatCode(server::warmUp).doesNotThrowAnyException();
    }
}
