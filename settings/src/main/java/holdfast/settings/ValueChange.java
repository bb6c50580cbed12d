package holdfast.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One difference between two configurations, in words that may be shown: a secret is masked.
 *
 * @param place a scope, or the key of a kept value
 * @param name of the setting or kept value; empty where a connection as such comes or goes
 */
public record ValueChange(
        String place, String name, Optional<String> before, Optional<String> after) {

    /** All differences, in the order of scopes and of the catalogue. */
    public static List<ValueChange> between(Configuration before, Configuration after) {
        var changes = new ArrayList<ValueChange>();
        connections(before, after, changes);
        Set<Scope> scopes = new LinkedHashSet<>(before.scopes());
        scopes.addAll(after.scopes());
        for (Scope scope : scopes) {
            for (Setting<?> setting : Catalogue.all()) {
                values(before, after, scope, setting).ifPresent(changes::add);
            }
        }
        kept(before, after, changes);
        return List.copyOf(changes);
    }

    private static void connections(
            Configuration before, Configuration after, List<ValueChange> changes) {
        for (Scope.Connection connection : after.definedConnections()) {
            if (!before.definedConnections().contains(connection)) {
                changes.add(
                        new ValueChange(
                                connection.toString(), "", Optional.empty(), Optional.of("added")));
            }
        }
        for (Scope.Connection connection : before.definedConnections()) {
            if (!after.definedConnections().contains(connection)) {
                changes.add(
                        new ValueChange(
                                connection.toString(),
                                "",
                                Optional.of("defined"),
                                Optional.empty()));
            }
        }
    }

    private static <T> Optional<ValueChange> values(
            Configuration before, Configuration after, Scope scope, Setting<T> setting) {
        Optional<T> old = before.assigned(setting, scope).map(Assignment::value);
        Optional<T> now = after.assigned(setting, scope).map(Assignment::value);
        return old.equals(now)
                ? Optional.empty()
                : Optional.of(
                        new ValueChange(
                                scope.toString(),
                                setting.name(),
                                old.map(setting::show),
                                now.map(setting::show)));
    }

    private static void kept(Configuration before, Configuration after, List<ValueChange> changes) {
        Set<KeptValue> old = new LinkedHashSet<>(before.kept());
        Set<KeptValue> now = new LinkedHashSet<>(after.kept());
        for (KeptValue value : old) {
            if (!now.contains(value)) {
                changes.add(keptChange(value, true));
            }
        }
        for (KeptValue value : now) {
            if (!old.contains(value)) {
                changes.add(keptChange(value, false));
            }
        }
    }

    private static ValueChange keptChange(KeptValue value, boolean gone) {
        String shown = Objects.requireNonNull(RegistryText.write(value.data()));
        return new ValueChange(
                value.key(),
                value.name(),
                gone ? Optional.of(shown) : Optional.empty(),
                gone ? Optional.empty() : Optional.of(shown));
    }
}
