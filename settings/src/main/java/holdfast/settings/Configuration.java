package holdfast.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One state of everything that is set, immutable. Answers which value is in force for whom, and
 * why.
 */
public final class Configuration {
    /** The connection that there is when none has been defined. */
    public static final String DEFAULT_CONNECTION = "rdp-tcp";

    /** Nothing set at all. */
    public static final Configuration EMPTY =
            new Configuration(Map.of(), new LinkedHashSet<>(), List.of());

    private final Map<Scope, Map<Setting<?>, Assignment<?>>> values;
    private final SequencedSet<Scope.Connection> connections;
    private final List<KeptValue> kept;

    private Configuration(
            Map<Scope, Map<Setting<?>, Assignment<?>>> values,
            SequencedSet<Scope.Connection> connections,
            List<KeptValue> kept) {
        this.values = values;
        this.connections = connections;
        this.kept = kept;
    }

    /** The FIPS switch alone, on, where no file can turn it off. */
    public static Configuration fipsSwitchedOn(String by) {
        var builder = new Builder();
        builder.put(Scope.POLICY, SecurityCatalogue.FIPS, true, new Origin(by, 0, 0));
        return builder.build();
    }

    /** What {@code scope} itself says about {@code setting}. */
    @SuppressWarnings("unchecked") // The builder pairs each setting with a value of its type.
    public <T> Optional<Assignment<T>> assigned(Setting<T> setting, Scope scope) {
        return Optional.ofNullable(
                (Assignment<T>) values.getOrDefault(scope, Map.of()).get(setting));
    }

    /** The scopes in which something is set, connections without any value included. */
    public Collection<Scope> scopes() {
        var scopes = new LinkedHashSet<>(values.keySet());
        scopes.addAll(connections);
        return scopes;
    }

    /** The settings that have a value in {@code scope}. */
    public Collection<Setting<?>> settingsIn(Scope scope) {
        return values.getOrDefault(scope, Map.of()).keySet();
    }

    /** The connections that the configuration names; empty stands for {@code rdp-tcp} alone. */
    SequencedSet<Scope.Connection> definedConnections() {
        return connections;
    }

    /** Values of the registry that no setting corresponds to. */
    public List<KeptValue> kept() {
        return kept;
    }

    /** The value in force for {@code target}, by whom it was decided, and what each layer says. */
    public <T> Resolved<T> resolve(Setting<T> setting, Target target) {
        return Resolver.resolve(this, setting, target);
    }

    /** The value in force for {@code target}. */
    public <T> T value(Setting<T> setting, Target target) {
        return resolve(setting, target).value();
    }

    /** The value in force for the server as such. */
    public <T> T value(Setting<T> setting) {
        return value(setting, Target.SERVER);
    }

    /** All connections, in the order of their definition. */
    public List<ConnectionDefinition> connections() {
        if (connections.isEmpty()) {
            return List.of(ConnectionDefinition.of(this, DEFAULT_CONNECTION));
        }
        return connections.stream()
                .map(connection -> ConnectionDefinition.of(this, connection.name()))
                .toList();
    }

    /** The connection of that name, if there is one. */
    public Optional<ConnectionDefinition> connection(String name) {
        return connections().stream()
                .filter(connection -> connection.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** How a connection is protected, for clients that connect from now on. */
    public SecuritySettings security(String connection) {
        return SecuritySettings.of(this, connection);
    }

    /** How dead clients are noticed on a connection. */
    public KeepAliveSettings keepAlive(String connection) {
        return KeepAliveSettings.of(this, connection);
    }

    /** What holds for a user's session on a connection. */
    public SessionSettings session(String user, String connection) {
        return SessionSettings.of(this, Target.of(user, connection));
    }

    /** What may pass between a user's client and session. */
    public RedirectionLimits redirection(String user, String connection) {
        return RedirectionLimits.of(this, Target.of(user, connection));
    }

    /** How pictures are limited for a user on a connection. */
    public DisplayLimits display(String user, String connection) {
        return DisplayLimits.of(this, Target.of(user, connection));
    }

    /** Deadlines and attempts of the logon on a connection. */
    public LogonSettings logon(String connection) {
        return LogonSettings.of(this, connection);
    }

    /** What network level authentication is offered with on a connection. */
    public NetworkLogonSettings networkLogon(String connection) {
        return NetworkLogonSettings.of(this, Target.connection(connection));
    }

    /** What network level authentication is offered with, where no connection says otherwise. */
    public NetworkLogonSettings networkLogon() {
        return NetworkLogonSettings.of(this, Target.SERVER);
    }

    /** How wrong logons and unfinished connections are slowed down. */
    public ThrottleSettings throttle() {
        return ThrottleSettings.of(this);
    }

    /** Whether the same is set in the same places, wherever it was read. */
    public boolean saysTheSameAs(Configuration other) {
        return plain().equals(other.plain())
                && connections.equals(other.connections)
                && Set.copyOf(kept).equals(Set.copyOf(other.kept));
    }

    private Map<Scope, Map<Setting<?>, Object>> plain() {
        var plain = new LinkedHashMap<Scope, Map<Setting<?>, Object>>();
        values.forEach((scope, assignments) -> {
            var inner = new LinkedHashMap<Setting<?>, Object>();
            assignments.forEach((setting, assignment) ->
                    inner.put(setting, Objects.requireNonNull(assignment.value())));
            plain.put(scope, inner);
        });
        return plain;
    }

    /** This with everything that {@code other} says put over it. */
    public Configuration overlaidWith(Configuration other) {
        Builder builder = toBuilder();
        other.values.forEach((scope, assignments) ->
                builder.values
                        .computeIfAbsent(scope, _ -> new LinkedHashMap<>())
                        .putAll(assignments));
        builder.connections.addAll(other.connections);
        for (KeptValue value : other.kept) {
            builder.kept.removeIf(value::isCalledLike);
            builder.kept.add(value);
        }
        return builder.build();
    }

    /** Only what the scopes of the given kinds say. */
    public Configuration onlyOf(Set<Scope.Kind> kinds) {
        var builder = new Builder();
        values.forEach((scope, assignments) -> {
            if (kinds.contains(scope.kind())) {
                builder.values.put(scope, new LinkedHashMap<>(assignments));
            }
        });
        if (kinds.contains(Scope.Kind.CONNECTION)) {
            builder.connections.addAll(connections);
        }
        return builder.build();
    }

    /** With two users' policies in each other's place. */
    public Configuration withSwapped(Scope.UserPolicy one, Scope.UserPolicy other) {
        Builder builder = toBuilder();
        if (!one.equals(other)) {
            builder.swap(one, other);
        }
        return builder.build();
    }

    Builder toBuilder() {
        var builder = new Builder();
        values.forEach((scope, assignments) ->
                builder.values.put(scope, new LinkedHashMap<>(assignments)));
        builder.connections.addAll(connections);
        builder.kept.addAll(kept);
        return builder;
    }

    /** Collects values; for the readers of this package. */
    static final class Builder {
        private final Map<Scope, Map<Setting<?>, Assignment<?>>> values = new LinkedHashMap<>();
        private final SequencedSet<Scope.Connection> connections = new LinkedHashSet<>();
        private final List<KeptValue> kept = new ArrayList<>();

        /** Gives what was there before, or null. */
        <T> @Nullable Assignment<?> put(Scope scope, Setting<T> setting, T value, Origin origin) {
            if (scope instanceof Scope.Connection connection) {
                connections.add(connection);
            }
            return values.computeIfAbsent(scope, _ -> new LinkedHashMap<>())
                    .put(setting, new Assignment<>(value, origin));
        }

        void remove(Scope scope, Setting<?> setting) {
            var inner = values.get(scope);
            if (inner != null && inner.remove(setting) != null && inner.isEmpty()) {
                values.remove(scope);
            }
        }

        void define(Scope.Connection connection) {
            connections.add(connection);
        }

        void removeConnection(Scope.Connection connection) {
            connections.remove(connection);
            values.remove(connection);
        }

        /** Gives each of two scopes what the other one says. */
        void swap(Scope one, Scope other) {
            var ofOne = values.remove(one);
            var ofOther = values.remove(other);
            if (ofOne != null) {
                values.put(other, ofOne);
            }
            if (ofOther != null) {
                values.put(one, ofOther);
            }
        }

        void keep(KeptValue value) {
            kept.add(value);
        }

        Configuration build() {
            var copy = new LinkedHashMap<Scope, Map<Setting<?>, Assignment<?>>>();
            values.forEach((scope, inner) -> copy.put(scope, new LinkedHashMap<>(inner)));
            return new Configuration(copy, new LinkedHashSet<>(connections), List.copyOf(kept));
        }
    }
}
