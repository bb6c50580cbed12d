package holdfast.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy that is set.
 *
 * @param title of the policy in Windows' editor; empty for what no template has
 * @param state {@code Enabled} or {@code Disabled}, as the editor would show it
 * @param shown the value as people write it
 */
public record PolicyEntry(
        Scope scope, Setting<?> setting, String folder, String title, String state, String shown) {

    /** The policies that a configuration has, in the order of the catalogue. */
    public static List<PolicyEntry> of(Configuration configuration) {
        var entries = new ArrayList<PolicyEntry>();
        for (Scope scope : configuration.scopes()) {
            if (scope.kind() == Scope.Kind.POLICY || scope.kind() == Scope.Kind.USER_POLICY) {
                for (Setting<?> setting : Catalogue.all()) {
                    add(configuration, scope, setting, entries);
                }
            }
        }
        return List.copyOf(entries);
    }

    private static <T> void add(
            Configuration from, Scope scope, Setting<T> setting, List<PolicyEntry> entries) {
        from.assigned(setting, scope)
                .ifPresent(assignment -> {
                    T value = assignment.value();
                    String data =
                            setting.type()
                                    .toRegistry(value)
                                    .number()
                                    .map(String::valueOf)
                                    .orElse("");
                    entries.add(
                            new PolicyEntry(
                                    scope,
                                    setting,
                                    setting.policy().map(PolicyRow::folder).orElse(""),
                                    setting.policy().map(PolicyRow::title).orElse(""),
                                    setting.policy().map(row -> row.state(data)).orElse(""),
                                    setting.show(value)));
                });
    }
}
