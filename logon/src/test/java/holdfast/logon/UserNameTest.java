package holdfast.logon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "alice, '', alice, ''",
                "OFFICE\\alice, '', alice, OFFICE",
                "OFFICE\\alice, OTHER, alice, OFFICE",
                ".\\alice, '', alice, ''",
                "alice, ., alice, ''",
                "alice@example.org, '', alice, example.org",
                "alice@example.org, OFFICE, alice, example.org",
                "alice, OFFICE, alice, OFFICE",
                "a@b@example.org, '', a@b, example.org",
                "@example.org, '', @example.org, ''",
            })
    void takesApartWhatPeopleType(String user, String domain, String account, String realm) {
        assertThat(UserName.of(user, domain)).contains(new UserName(account, realm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "OFFICE\\", "al\nice", "al\0ice"})
    void refusesWhatNobodyIsCalled(String user) {
        assertThat(UserName.of(user, "")).isEmpty();
    }

    @Test
    void refusesNamesWithoutEnd() {
        assertThat(UserName.of("a".repeat(257), "")).isEmpty();
        assertThat(UserName.of("a", "d".repeat(257))).isEmpty();
    }

    @Test
    void comparesWithoutRegardToCaseAndUnicodeForm() {
        String composed = "JÜRGEN";
        String decomposed = "ju\u0308rgen";
        assertThat(UserName.of(composed, "").orElseThrow().foldedAccount())
                .isEqualTo(UserName.of(decomposed, "").orElseThrow().foldedAccount());
        assertThat(UserName.fold("ΟΔΥΣΣΕΥΣ")).isEqualTo(UserName.fold("οδυσσευς"));
    }
}
