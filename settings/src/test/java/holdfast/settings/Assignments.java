package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes configurations at random; the seed makes them again. */
final class Assignments {
    static final List<Scope> SCOPES =
            List.of(
                    Scope.MACHINE,
                    Scope.POLICY,
                    Scope.EVERY_USERS_POLICY,
                    new Scope.UserPolicy("alice"),
                    new Scope.User("alice"),
                    new Scope.User("EXAMPLE\\bob"),
                    new Scope.Connection("RDP-Tcp"),
                    new Scope.Connection("Sales 2"));

    private final Random random;

    Assignments(long seed) {
        this.random = new Random(seed);
    }

    /** Values in about a third of the places where there may be some. */
    Configuration configuration() {
        while (true) {
            var builder = new Configuration.Builder();
            for (Scope scope : SCOPES) {
                for (Setting<?> setting : Catalogue.all()) {
                    if (setting.scopes().contains(scope.kind()) && random.nextInt(3) == 0) {
                        put(builder, scope, setting);
                    }
                }
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                builder.keep(kept(i));
            }
            Configuration made = builder.build();
            // Low with SSL, or two connections in one place: not a configuration.
            if (ConfigurationRules.faultsOf(made).isEmpty()) {
                return made;
            }
        }
    }

    private <T> void put(Configuration.Builder builder, Scope scope, Setting<T> setting) {
        List<T> values = values(setting);
        builder.put(scope, setting, values.get(random.nextInt(values.size())), Origin.BUILT_IN);
    }

    /** What the setting can be, tried out through its own parser. */
    static <T> List<T> values(Setting<T> setting) {
        var values = new ArrayList<T>();
        for (String text :
                List.of(
                        "0",
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6",
                        "7",
                        "999",
                        "640",
                        "480",
                        "1000",
                        "60000",
                        "1h",
                        "never",
                        "86400000",
                        "4294967295",
                        "3390",
                        "eth0",
                        "D:\\a \"b\"#'",
                        "",
                        "C:\\Prógram Files\\x y",
                        "10.1.2.3:3391,[fe80::1]:4000",
                        "alice=full,@staff=user,*=none",
                        "00112233445566778899aabbccddeeff00112233")) {
            try {
                values.add(setting.type().parse(text));
            } catch (BadValue notForThisOne) {
                continue;
            }
        }
        return values;
    }

    private KeptValue kept(int number) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return new KeptValue(
                "HKEY_LOCAL_MACHINE\\SOFTWARE\\Any\\" + random.nextInt(3),
                number == 1 ? "" : "Wért \"" + number + "\"",
                new RegistryData(random.nextInt(12), bytes));
    }
}
