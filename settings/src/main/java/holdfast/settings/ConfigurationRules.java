package holdfast.settings;

import holdfast.settings.SettingsException.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What may not stand together, although each value for itself is allowed. */
final class ConfigurationRules {
    private ConfigurationRules() {}

    static List<Fault> faultsOf(Configuration read) {
        var faults = new ArrayList<Fault>();
        for (Scope scope : read.scopes()) {
            layerAndLevel(read, scope).ifPresent(faults::add);
        }
        faults.addAll(placesTakenTwice(read));
        return faults;
    }

    /** Windows' setters refuse SSL together with Low; each scope is looked at for itself. */
    private static Optional<Fault> layerAndLevel(Configuration read, Scope scope) {
        Optional<Assignment<SecurityLayer>> layer =
                read.assigned(SecurityCatalogue.SECURITY_LAYER, scope);
        Optional<Assignment<EncryptionLevel>> level =
                read.assigned(SecurityCatalogue.MIN_ENCRYPTION_LEVEL, scope);
        boolean illegal =
                layer.isPresent()
                        && level.isPresent()
                        && layer.get().value() == SecurityLayer.TLS
                        && level.get().value() == EncryptionLevel.LOW;
        if (!illegal) {
            return Optional.empty();
        }
        Origin at = level.get().origin();
        return Optional.of(
                new Fault(
                        at.file(),
                        at.line(),
                        at.column(),
                        SecurityCatalogue.MIN_ENCRYPTION_LEVEL.name(),
                        "low together with security.layer ssl in " + scope,
                        "client-compatible, high or fips there, or another security layer"));
    }

    private static List<Fault> placesTakenTwice(Configuration read) {
        var faults = new ArrayList<Fault>();
        List<ConnectionDefinition> connections =
                read.connections().stream().filter(ConnectionDefinition::enabled).toList();
        for (int i = 0; i < connections.size(); i++) {
            for (int j = 0; j < i; j++) {
                ConnectionDefinition late = connections.get(i);
                Optional<String> both = sharedPlace(connections.get(j), late);
                if (both.isPresent()) {
                    Origin at = origin(read, late.name());
                    faults.add(
                            new Fault(
                                    at.file(),
                                    at.line(),
                                    at.column(),
                                    "connection " + late.name(),
                                    both.get() + ", which " + connections.get(j).name() + " has",
                                    "another adapter, address or port for each connection"));
                }
            }
        }
        return faults;
    }

    /** Where the later connection says where it listens, for the message. */
    private static Origin origin(Configuration read, String name) {
        var scope = new Scope.Connection(name);
        return read.assigned(ConnectionCatalogue.PORT, scope)
                .map(Assignment::origin)
                .or(() -> read.assigned(ConnectionCatalogue.LISTEN, scope).map(Assignment::origin))
                .or(() -> read.assigned(ConnectionCatalogue.ADAPTER, scope).map(Assignment::origin))
                .orElse(new Origin("settings.toml", 1, 1));
    }

    /**
     * The place that both would listen at. All addresses of one family overlap with each of them;
     * the addresses of an adapter are not known here, and so adapters are compared by name.
     */
    private static Optional<String> sharedPlace(
            ConnectionDefinition one, ConnectionDefinition two) {
        if (one.adapter().isPresent() && two.adapter().isPresent()) {
            boolean same = one.adapter().equals(two.adapter()) && one.port() == two.port();
            return same
                    ? Optional.of("adapter " + two.adapter().get() + ", port " + two.port())
                    : Optional.empty();
        }
        if (one.adapter().isPresent() || two.adapter().isPresent()) {
            return Optional.empty();
        }
        Set<String> taken = new HashSet<>();
        one.listen().forEach(address -> taken.add(place(address, one.port())));
        for (ListenAddress address : two.listen()) {
            int port = address.port().orElse(two.port());
            boolean any = taken.contains("0.0.0.0 " + port) || taken.contains(":: " + port);
            boolean coversOther =
                    address.isAny()
                            && one.listen().stream()
                                    .anyMatch(a -> a.port().orElse(one.port()) == port);
            if (any || coversOther || taken.contains(place(address, two.port()))) {
                return Optional.of(
                        new ListenAddress(address.host(), OptionalInt.of(port)).toString());
            }
        }
        return Optional.empty();
    }

    private static String place(ListenAddress address, int port) {
        return address.host() + " " + address.port().orElse(port);
    }
}
