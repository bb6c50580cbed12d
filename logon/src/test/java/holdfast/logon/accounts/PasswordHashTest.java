package holdfast.logon.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    /**
     * Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m
     * 16 -p 1}.
     */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void agreesWithTheReferenceImplementation() {
        assertThat(PasswordHash.matches(REFERENCE, "password".toCharArray())).isTrue();
        assertThat(PasswordHash.matches(REFERENCE, "Password".toCharArray())).isFalse();
    }

    @Test
    void namesItsParametersAndSaltsEachEntry() {
        var hashing = new PasswordHash(128, 1, 1);
        String one = hashing.of("x".toCharArray());
        String other = hashing.of("x".toCharArray());
        assertThat(one).startsWith("$argon2id$v=19$m=128,t=1,p=1$").isNotEqualTo(other);
        assertThat(PasswordHash.wellFormed(one)).isTrue();
        assertThat(PasswordHash.matches(one, "x".toCharArray())).isTrue();
    }

    @Test
    void bothUnicodeFormsOfAPasswordAreTheSame() {
        String hash = new PasswordHash(64, 1, 1).of("Zo\u00EB".toCharArray());
        assertThat(PasswordHash.matches(hash, "Zoe\u0308".toCharArray())).isTrue();
    }

    @Test
    void nobodysHashIsWellFormedAndFitsNoPassword() {
        var hashing = new PasswordHash(64, 1, 1);
        assertThat(PasswordHash.wellFormed(hashing.ofNobody())).isTrue();
        assertThat(PasswordHash.matches(hashing.ofNobody(), "".toCharArray())).isFalse();
    }

    @Test
    void parametersThatWouldTakeTheServersMemoryAreNoHash() {
        assertThat(PasswordHash.wellFormed(REFERENCE.replace("65536", "9999999"))).isFalse();
        assertThat(PasswordHash.wellFormed(REFERENCE.replace("t=2", "t=100"))).isFalse();
        assertThat(PasswordHash.wellFormed(REFERENCE.replace("argon2id", "argon2d"))).isFalse();
    }

    @Test
    void oneHashTakesLongForAThiefAndShortForAUser() {
        String hash = PasswordHash.STANDARD.of("x".toCharArray());
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            PasswordHash.matches(hash, "y".toCharArray());
        }
        long began = System.nanoTime();
        PasswordHash.matches(hash, "y".toCharArray());
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isBetween(Duration.ofMillis(10), Duration.ofSeconds(2));
    }
}
