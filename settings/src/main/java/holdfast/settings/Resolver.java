package holdfast.settings;

import holdfast.settings.Resolved.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which layer's value is in force. Per setting: FIPS switch, computer policy, user policy,
 * connection where it overrides, user account, machine, default; and for the directions of the
 * clipboard the stricter of the two policies.
 */
final class Resolver {
    private Resolver() {}

    static <T> Resolved<T> resolve(Configuration from, Setting<T> setting, Target target) {
        var opinions = new ArrayList<Opinion<T>>();
        fipsSwitch(from, setting).ifPresent(opinions::add);
        if (setting.scopes().contains(Scope.Kind.POLICY)) {
            opinions.add(opinion(from, setting, Layer.COMPUTER_POLICY, Scope.POLICY));
        }
        if (setting.scopes().contains(Scope.Kind.USER_POLICY)) {
            opinions.add(userPolicy(from, setting, target));
        }
        if (setting.scopes().contains(Scope.Kind.CONNECTION) && target.connection().isPresent()) {
            opinions.add(connection(from, setting, target.connection().get()));
        }
        if (setting.scopes().contains(Scope.Kind.USER) && target.user().isPresent()) {
            opinions.add(opinion(from, setting, Layer.USER, new Scope.User(target.user().get())));
        }
        if (setting.scopes().contains(Scope.Kind.MACHINE)) {
            opinions.add(opinion(from, setting, Layer.MACHINE, Scope.MACHINE));
        }
        opinions.add(
                new Opinion<>(
                        Layer.DEFAULT,
                        Optional.of(setting.otherwise()),
                        Origin.BUILT_IN,
                        true,
                        ""));
        Opinion<T> winner = winner(setting, opinions);
        return new Resolved<>(
                setting,
                winner.value().orElseThrow(),
                winner.layer(),
                opinions,
                setting.effect(),
                problems(setting, opinions, winner));
    }

    private static <T> Opinion<T> winner(Setting<T> setting, List<Opinion<T>> opinions) {
        boolean stricter =
                setting.policy()
                        .filter(row -> row.side() == PolicyRow.Side.STRICTER_OF_BOTH)
                        .isPresent();
        if (stricter) {
            Optional<Opinion<T>> strictest =
                    opinions.stream()
                            .filter(o -> o.value().isPresent())
                            .filter(o ->
                                    o.layer() == Layer.COMPUTER_POLICY
                                            || o.layer() == Layer.USER_POLICY)
                            .min((a, b) -> Integer.compare(code(a), code(b)));
            if (strictest.isPresent()) {
                return strictest.get();
            }
        }
        return opinions.stream()
                .filter(o -> o.counts() && o.value().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** Less is stricter. */
    private static int code(Opinion<?> opinion) {
        return opinion.value().orElseThrow() instanceof Coded coded ? coded.code() : 0;
    }

    @SuppressWarnings("unchecked") // T is EncryptionLevel when the setting is that one.
    private static <T> Optional<Opinion<T>> fipsSwitch(Configuration from, Setting<T> setting) {
        if (setting != (Setting<?>) SecurityCatalogue.MIN_ENCRYPTION_LEVEL) {
            return Optional.empty();
        }
        Resolved<Boolean> fips = from.resolve(SecurityCatalogue.FIPS, Target.SERVER);
        Optional<T> level =
                fips.value() ? Optional.of((T) (Object) EncryptionLevel.FIPS) : Optional.empty();
        return Optional.of(
                new Opinion<>(
                        Layer.FIPS_SWITCH,
                        level,
                        fips.origin(),
                        true,
                        fips.value() ? SecurityCatalogue.FIPS.name() + " is on" : ""));
    }

    private static <T> Opinion<T> opinion(
            Configuration from, Setting<T> setting, Layer layer, Scope scope) {
        return from.assigned(setting, scope)
                .map(a -> new Opinion<>(layer, Optional.of(a.value()), a.origin(), true, ""))
                .orElseGet(() -> silent(layer));
    }

    private static <T> Opinion<T> silent(Layer layer) {
        return new Opinion<>(layer, Optional.empty(), Origin.BUILT_IN, true, "");
    }

    /** A policy for one user speaks before the one for all. */
    private static <T> Opinion<T> userPolicy(
            Configuration from, Setting<T> setting, Target target) {
        Opinion<T> everyone = opinion(from, setting, Layer.USER_POLICY, Scope.EVERY_USERS_POLICY);
        if (target.user().isEmpty()) {
            return silent(Layer.USER_POLICY);
        }
        Opinion<T> own =
                opinion(
                        from,
                        setting,
                        Layer.USER_POLICY,
                        new Scope.UserPolicy(target.user().get()));
        return own.value().isPresent() ? own : everyone;
    }

    private static <T> Opinion<T> connection(
            Configuration from, Setting<T> setting, String connection) {
        Opinion<T> said =
                opinion(from, setting, Layer.CONNECTION, new Scope.Connection(connection));
        Optional<Setting<Boolean>> flag = setting.inheritFlag();
        if (flag.isEmpty() || said.value().isEmpty()) {
            return said;
        }
        boolean inherits = from.value(flag.get(), Target.connection(connection));
        if (!inherits) {
            return said;
        }
        String note = flag.get().windowsName().orElse(flag.get().name()) + " is 1";
        return new Opinion<>(Layer.CONNECTION, said.value(), said.origin(), false, note);
    }

    private static <T> List<String> problems(
            Setting<T> setting, List<Opinion<T>> opinions, Opinion<T> winner) {
        var problems = new ArrayList<String>();
        if (setting.mark() != Mark.WORKS) {
            problems.add(setting.mark().words());
        }
        for (Opinion<T> opinion : opinions) {
            if (!opinion.counts()) {
                problems.add(
                        "the connection's value is passed over because "
                                + opinion.note()
                                + "; set it to 0 to override users' settings");
            }
        }
        opinions.stream()
                .filter(o -> o.layer().compareTo(winner.layer()) > 0)
                .filter(o -> o.layer() != Layer.DEFAULT && o.counts())
                .filter(o -> o.value().isPresent() && !o.value().equals(winner.value()))
                .forEach(o ->
                        problems.add(
                                "the value of the "
                                        + o.layer().words()
                                        + " is hidden by the "
                                        + winner.layer().words()));
        return problems;
    }
}
