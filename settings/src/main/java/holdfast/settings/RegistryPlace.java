package holdfast.settings;

import java.util.ArrayList;
import java.util.List;

/** Where a value of a scope stands in the registry: {@code HKLM} or {@code HKCU}, key and name. */
record RegistryPlace(String hive, String key, String value) {
    static final String HKLM = "HKEY_LOCAL_MACHINE";
    static final String HKCU = "HKEY_CURRENT_USER";

    /** The one place for a setting's value in a scope; Windows' own wherever it has one. */
    static RegistryPlace of(Setting<?> setting, Scope scope) {
        return switch (scope) {
            case Scope.Machine _ -> at(HKLM, machineKey(setting), setting);
            case Scope.Connection(var name) ->
                    at(
                            HKLM,
                            setting.isListenerValue()
                                    ? RegistryKeys.WINSTATIONS + "\\" + name
                                    : RegistryKeys.OWN_CONNECTIONS + "\\" + name,
                            setting);
            case Scope.User(var name) ->
                    at(HKLM, RegistryKeys.OWN_USERS + "\\" + ScopeNames.toKeyPart(name), setting);
            case Scope.Policy _ -> at(HKLM, policyKey(setting), setting);
            case Scope.UserPolicy(var name) ->
                    name.equals("*")
                            ? at(HKCU, policyKey(setting), setting)
                            : at(
                                    HKLM,
                                    RegistryKeys.OWN_USER_POLICY
                                            + "\\"
                                            + ScopeNames.toKeyPart(name),
                                    setting);
        };
    }

    /** Under keys of ours a value has our name, under Windows' keys its own. */
    private static RegistryPlace at(String hive, String key, Setting<?> setting) {
        boolean ours = key.startsWith(RegistryKeys.OWN) || key.startsWith(RegistryKeys.OWN_POLICY);
        String value = ours ? setting.name() : setting.windowsName().orElseThrow();
        return new RegistryPlace(hive, key, value);
    }

    private static String machineKey(Setting<?> setting) {
        String key = setting.machineKey();
        if (key != null) {
            return key;
        }
        boolean usersValue =
                setting.windowsName().isPresent() && setting.scopes().contains(Scope.Kind.USER);
        return usersValue ? RegistryKeys.DEFAULT_USER : RegistryKeys.OWN;
    }

    private static String policyKey(Setting<?> setting) {
        String key = setting.policyKey();
        return key == null ? RegistryKeys.OWN_POLICY : key;
    }

    /** The places that Windows knows, for the manual. */
    static List<String> windowsPathsOf(Setting<?> setting) {
        var paths = new ArrayList<String>();
        if (setting.windowsName().isEmpty()) {
            return paths;
        }
        var scopes = new ArrayList<Scope>();
        if (setting.scopes().contains(Scope.Kind.MACHINE)) {
            scopes.add(Scope.MACHINE);
        }
        if (setting.isListenerValue()) {
            scopes.add(new Scope.Connection("<name>"));
        }
        if (setting.policyKey() != null) {
            scopes.add(Scope.POLICY);
        }
        if (setting.scopes().contains(Scope.Kind.USER_POLICY)) {
            scopes.add(Scope.EVERY_USERS_POLICY);
        }
        for (Scope scope : scopes) {
            RegistryPlace place = of(setting, scope);
            if (!place.key().startsWith(RegistryKeys.OWN)) {
                paths.add(place.hive() + "\\" + place.key() + "\\" + place.value());
            }
        }
        return paths;
    }
}
