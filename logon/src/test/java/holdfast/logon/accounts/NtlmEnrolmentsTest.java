package holdfast.logon.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.logon.ntlm.NtHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NtlmEnrolmentsTest {
    @TempDir Path data;

    @Test
    void remembersTheLatestPasswordOfEach() throws Exception {
        var enrolments = new NtlmEnrolments(data);
        assertThat(enrolments.ntHash("alice")).isEmpty();
        enrolments.enrol("alice", "old".toCharArray());
        enrolments.enrol("alice", "new".toCharArray());
        enrolments.enrol("bob", "bobs".toCharArray());

        var after = new NtlmEnrolments(data);
        assertThat(after.ntHash("alice").orElseThrow()).isEqualTo(NtHash.of("new".toCharArray()));
        after.forget("alice");
        assertThat(after.ntHash("alice")).isEmpty();
        assertThat(after.ntHash("bob").orElseThrow()).isEqualTo(NtHash.of("bobs".toCharArray()));
    }

    @Test
    void whatIsKnownIsNotWrittenAgain() throws Exception {
        var enrolments = new NtlmEnrolments(data);
        enrolments.enrol("alice", "same".toCharArray());
        var file = data.resolve("enrolled-ntlm");
        var before = Files.readAllBytes(file);
        enrolments.enrol("alice", "same".toCharArray());
        assertThat(file).hasBinaryContent(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileSaysWhatToDo() throws Exception {
        Files.writeString(data.resolve("enrolled-ntlm"), "damaged\n");
        var enrolments = new NtlmEnrolments(data);
        assertThat(catchThrowableOfType(AccountException.class, () -> enrolments.ntHash("alice")))
                .hasMessageContaining("remove it");
    }
}
