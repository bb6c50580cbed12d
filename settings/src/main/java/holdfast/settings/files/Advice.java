package holdfast.settings.files;

import holdfast.settings.Configuration;
import holdfast.settings.Layer;
import holdfast.settings.Mark;
import holdfast.settings.Resolved;
import holdfast.settings.Scope;
import holdfast.settings.Setting;
import holdfast.settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an administrator should hear after a value was set. */
final class Advice {
    private Advice() {}

    static List<String> after(Configuration now, Setting<?> setting, Scope scope) {
        var notes = new ArrayList<String>();
        if (setting.mark() != Mark.WORKS) {
            notes.add(setting.name() + ": " + setting.mark().words());
        }
        Resolved<?> resolved = now.resolve(setting, target(scope));
        for (Resolved.Opinion<?> opinion : resolved.opinions()) {
            if (opinion.layer() == layer(scope) && !opinion.counts()) {
                Setting<Boolean> flag = setting.inheritFlag().orElseThrow();
                notes.add(
                        "it does not rule yet because "
                                + opinion.note()
                                + ": \"holdfast setting set "
                                + flag.windowsName().orElse(flag.name())
                                + " 0 --scope "
                                + scope
                                + "\" overrides users' settings");
            }
        }
        if (resolved.decidedBy().compareTo(layer(scope)) < 0) {
            notes.add(
                    "the "
                            + resolved.decidedBy().words()
                            + " says "
                            + resolved.shown()
                            + " ("
                            + resolved.origin()
                            + ") and beats it");
        }
        notes.add("acts " + setting.effect().words());
        return notes;
    }

    private static Target target(Scope scope) {
        return switch (scope) {
            case Scope.Machine _, Scope.Policy _ -> Target.SERVER;
            case Scope.User(var name) -> Target.user(name);
            case Scope.UserPolicy(var name) -> Target.user(name);
            case Scope.Connection(var name) -> new Target(Optional.empty(), Optional.of(name));
        };
    }

    private static Layer layer(Scope scope) {
        return switch (scope) {
            case Scope.Machine _ -> Layer.MACHINE;
            case Scope.Policy _ -> Layer.COMPUTER_POLICY;
            case Scope.User _ -> Layer.USER;
            case Scope.UserPolicy _ -> Layer.USER_POLICY;
            case Scope.Connection _ -> Layer.CONNECTION;
        };
    }
}
