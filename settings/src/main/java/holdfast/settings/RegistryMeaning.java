package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which setting of which scope a registry value is: {@link RegistryPlace} the other way round. */
record RegistryMeaning(Scope scope, Setting<?> setting) {
    private static final String LOCAL_MACHINE = RegistryPlace.HKLM + "\\";
    private static final String CURRENT_USER = RegistryPlace.HKCU + "\\";

    /** Empty for what Holdfast has no setting for. */
    static Optional<RegistryMeaning> of(String path, String name) {
        if (startsWith(path, CURRENT_USER)) {
            return match(path.substring(CURRENT_USER.length()), name, Scope.EVERY_USERS_POLICY);
        }
        if (!startsWith(path, LOCAL_MACHINE)) {
            return Optional.empty();
        }
        String key = path.substring(LOCAL_MACHINE.length());
        if (key.equalsIgnoreCase(RegistryKeys.LSA)
                && name.equalsIgnoreCase("FIPSAlgorithmPolicy")) {
            return Optional.of(new RegistryMeaning(Scope.MACHINE, SecurityCatalogue.FIPS));
        }
        for (Scope scope : scopesAt(key)) {
            Optional<RegistryMeaning> meaning = match(key, name, scope);
            if (meaning.isPresent()) {
                return meaning;
            }
        }
        return Optional.empty();
    }

    private static Optional<RegistryMeaning> match(String key, String name, Scope scope) {
        Optional<Setting<?>> setting = Catalogue.find(name);
        if (setting.isEmpty()
                || !setting.get().scopes().contains(scope.kind())
                || ScopeNames.refusal(scope).isPresent()) {
            return Optional.empty();
        }
        RegistryPlace place = RegistryPlace.of(setting.get(), scope);
        return place.key().equalsIgnoreCase(key) && place.value().equalsIgnoreCase(name)
                ? Optional.of(new RegistryMeaning(scope, setting.get()))
                : Optional.empty();
    }

    private static List<Scope> scopesAt(String key) {
        var scopes = new ArrayList<Scope>(List.of(Scope.MACHINE, Scope.POLICY));
        below(key, RegistryKeys.WINSTATIONS).map(Scope.Connection::new).ifPresent(scopes::add);
        below(key, RegistryKeys.OWN_CONNECTIONS).map(Scope.Connection::new).ifPresent(scopes::add);
        below(key, RegistryKeys.OWN_USERS)
                .map(ScopeNames::fromKeyPart)
                .map(Scope.User::new)
                .ifPresent(scopes::add);
        below(key, RegistryKeys.OWN_USER_POLICY)
                .map(ScopeNames::fromKeyPart)
                .map(Scope.UserPolicy::new)
                .ifPresent(scopes::add);
        return scopes;
    }

    /** The connection whose listener key this is. */
    static Optional<String> listenerName(String path) {
        if (!startsWith(path, LOCAL_MACHINE)) {
            return Optional.empty();
        }
        return below(path.substring(LOCAL_MACHINE.length()), RegistryKeys.WINSTATIONS)
                .filter(name -> ScopeNames.refusal(new Scope.Connection(name)).isEmpty());
    }

    /** The one part that follows {@code parent}. */
    private static Optional<String> below(String key, String parent) {
        if (!startsWith(key, parent + "\\")) {
            return Optional.empty();
        }
        String rest = key.substring(parent.length() + 1);
        return rest.isEmpty() || rest.indexOf('\\') >= 0 ? Optional.empty() : Optional.of(rest);
    }

    private static boolean startsWith(String text, String prefix) {
        return text.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }
}
