package holdfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.settings.formats.RegFile;
import holdfast.settings.formats.RegistryPol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For any assignment of values to layers. */
class ConfigurationPropertiesTest {
    private static final Target ALICE = Target.of("alice", "RDP-Tcp");
    private static final Scope.UserPolicy EVERYBODY = new Scope.UserPolicy("*");

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theWinnerIsTheTables(long seed) {
        Configuration made = new Assignments(seed).configuration();

        for (Setting<?> setting : Catalogue.all()) {
            assertThat((Object) made.value(setting, ALICE))
                    .as(setting.name())
                    .isEqualTo(expected(made, setting));
        }
    }

    /** Section 2.6 of the facts, written down once more and differently. */
    private static <T> Object expected(Configuration from, Setting<T> setting) {
        if (setting.equals(SecurityCatalogue.MIN_ENCRYPTION_LEVEL)
                && from.value(SecurityCatalogue.FIPS)) {
            return EncryptionLevel.FIPS;
        }
        Optional<T> computer = said(from, setting, Scope.POLICY);
        Optional<T> user =
                said(from, setting, new Scope.UserPolicy("alice"))
                        .or(() -> said(from, setting, EVERYBODY));
        if (setting.name().startsWith("redirection.clipboard-to")
                && computer.isPresent()
                && user.isPresent()) {
            int one = ((Coded) computer.get()).code();
            int two = ((Coded) user.get()).code();
            return one <= two ? computer.get() : user.get();
        }
        boolean overrides =
                setting.inheritFlag().map(flag -> !expectedFlag(from, flag)).orElse(true);
        Optional<T> connection =
                overrides ? said(from, setting, new Scope.Connection("RDP-Tcp")) : Optional.empty();
        return computer.or(() -> user)
                .or(() -> connection)
                .or(() -> said(from, setting, new Scope.User("alice")))
                .or(() -> said(from, setting, Scope.MACHINE))
                .orElse(setting.otherwise());
    }

    private static boolean expectedFlag(Configuration from, Setting<Boolean> flag) {
        return said(from, flag, Scope.POLICY)
                .or(() -> said(from, flag, new Scope.Connection("RDP-Tcp")))
                .orElse(true);
    }

    private static <T> Optional<T> said(Configuration from, Setting<T> setting, Scope scope) {
        return from.assigned(setting, scope).map(Assignment::value);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theExplanationAgreesWithTheEffect(long seed) {
        Configuration made = new Assignments(seed).configuration();

        for (Setting<?> setting : Catalogue.all()) {
            Resolved<?> resolved = made.resolve(setting, ALICE);
            Resolved.Opinion<?> winner =
                    resolved.opinions().stream()
                            .filter(o -> o.layer() == resolved.decidedBy())
                            .findFirst()
                            .orElseThrow();
            assertThat(winner.counts()).isTrue();
            assertThat((Object) winner.value().orElseThrow()).isEqualTo(resolved.value());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exportedTextIsReadBackAsTheSame(long seed) throws Exception {
        Configuration made = new Assignments(seed).configuration();

        byte[] bytes = RegFile.write(RegistryImage.of(made));
        RegFile read = RegFile.read("x.reg", bytes);

        assertSame(imported(Configuration.EMPTY, read.edits(), read.declared()), made);
        assertSame(imported(made, read.edits(), read.declared()), made);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exportedPoliciesAreReadBackAsTheSame(long seed) throws Exception {
        Configuration made =
                new Assignments(seed).configuration().onlyOf(Set.of(Scope.Kind.POLICY));

        byte[] bytes = RegistryPol.write(RegistryImage.of(made), RegistryPol.Hive.MACHINE);
        List<RegistryEdit> edits = RegistryPol.read("x.pol", bytes, RegistryPol.Hive.MACHINE);

        assertSame(imported(Configuration.EMPTY, edits, Optional.empty()), made);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tomlIsReadBackAsTheSame(long seed) throws Exception {
        Configuration made = new Assignments(seed).configuration();
        Configuration other = new Assignments(seed + 1000).configuration();

        SettingsDocument written = SettingsDocument.read("x", "").changedTo(made);
        SettingsDocument changed = written.changedTo(other);

        assertSame(written.configuration(), made);
        assertSame(changed.configuration(), other);
        assertSame(changed.changedTo(made).configuration(), made);
    }

    private static Configuration imported(
            Configuration into, List<RegistryEdit> edits, Optional<SourceVersion> from)
            throws SettingsException {
        ImportResult result = RegistryImport.plan(into, edits, from, EVERYBODY);
        return ((ImportResult.Ready) result).configuration();
    }

    private static void assertSame(Configuration actual, Configuration expected) {
        List<ValueChange> changes = ValueChange.between(expected, actual);
        assertThat(changes.stream().map(Object::toString).collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(actual.saysTheSameAs(expected)).isTrue();
    }
}
