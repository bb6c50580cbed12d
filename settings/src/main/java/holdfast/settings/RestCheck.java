package holdfast.settings;

import holdfast.settings.Finding.Kind;
import holdfast.settings.Finding.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at a configuration at rest for what the two articles and administrators stumble over. */
public final class RestCheck {
    private static final Duration SLOW = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMinutes(5);

    private final Configuration configuration;
    private final List<Finding> findings = new ArrayList<>();

    private RestCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    /** All findings, the worst first. */
    public static List<Finding> of(Configuration configuration) {
        var check = new RestCheck(configuration);
        check.server();
        configuration.connections().forEach(check::connection);
        configuration.scopes().forEach(check::hidden);
        return check.findings.stream().sorted(Comparator.comparing(Finding::weight)).toList();
    }

    private void server() {
        if (!configuration.value(SessionCatalogue.SINGLE_SESSION_PER_USER)) {
            add(
                    Weight.DOUBTFUL,
                    Kind.SEVERAL_SESSIONS,
                    "server",
                    SessionCatalogue.SINGLE_SESSION_PER_USER,
                    Target.SERVER,
                    "whoever logs on while the old session is still active gets a new one beside"
                            + " it",
                    "1");
        }
        if (configuration.value(ConnectionCatalogue.DENY_CONNECTIONS)) {
            add(
                    Weight.BAD,
                    Kind.CONNECTIONS_DENIED,
                    "server",
                    ConnectionCatalogue.DENY_CONNECTIONS,
                    Target.SERVER,
                    "nobody gets in",
                    "0");
        }
    }

    private void connection(ConnectionDefinition connection) {
        String name = connection.name();
        Target target = Target.connection(name);
        if (!connection.enabled()) {
            add(
                    Weight.NOTE,
                    Kind.CONNECTION_OFF,
                    name,
                    ConnectionCatalogue.CONNECTION_ENABLED,
                    target,
                    "it does not listen",
                    "1");
            return;
        }
        keepAlive(name, target);
        endings(name, target);
        security(name, target);
        if (configuration.value(SessionCatalogue.DISABLE_AUTO_RECONNECT, target)) {
            add(
                    Weight.DOUBTFUL,
                    Kind.NO_AUTO_RECONNECT,
                    name,
                    SessionCatalogue.DISABLE_AUTO_RECONNECT,
                    target,
                    "clients ask for the password after each lost connection",
                    "0");
        }
        boolean local =
                connection.adapter().isEmpty()
                        && connection.listen().stream()
                                .allMatch(a ->
                                        a.host().equals("127.0.0.1") || a.host().equals("::1"));
        if (local) {
            add(
                    Weight.NOTE,
                    Kind.LOCAL_ONLY,
                    name,
                    ConnectionCatalogue.LISTEN,
                    target,
                    "only programs on this machine can connect",
                    "0.0.0.0");
        }
        lanAdapter(name, connection);
    }

    private void lanAdapter(String name, ConnectionDefinition connection) {
        Setting<?> lanAdapter = Catalogue.find("LanAdapter").orElseThrow();
        Resolved<?> resolved = configuration.resolve(lanAdapter, Target.connection(name));
        if (connection.adapter().isEmpty() && !resolved.shown().equals("0")) {
            findings.add(
                    new Finding(
                            Weight.DOUBTFUL,
                            Kind.WINDOWS_ADAPTER,
                            name,
                            "LanAdapter is " + resolved.shown() + " (" + resolved.origin() + ")",
                            "the number names an adapter of the Windows that it came from, and"
                                    + " nothing here",
                            ConnectionCatalogue.ADAPTER.name(),
                            "holdfast setting set connection.adapter INTERFACE --scope connection:"
                                    + name));
        }
    }

    private void keepAlive(String name, Target target) {
        KeepAliveSettings keepAlive = configuration.keepAlive(name);
        if (!keepAlive.enabled()) {
            add(
                    Weight.BAD,
                    Kind.KEEP_ALIVE_OFF,
                    name,
                    KeepAliveCatalogue.KEEP_ALIVE_ENABLE,
                    target,
                    "a session stays Active after its client vanished, until TCP gives up",
                    "1");
        } else if (keepAlive.brokenAfter().compareTo(SLOW) > 0) {
            findings.add(
                    new Finding(
                            Weight.DOUBTFUL,
                            Kind.KEEP_ALIVE_SLOW,
                            name,
                            "a silent client is asked after "
                                    + SpanType.spell(keepAlive.askAfter()),
                            "a session stays Active that long after its client vanished",
                            KeepAliveCatalogue.KEEP_ALIVE_INTERVAL.name(),
                            "holdfast setting set keepalive.interval 1min --scope "
                                    + scopeOf(
                                            configuration.resolve(
                                                    KeepAliveCatalogue.KEEP_ALIVE_INTERVAL, target),
                                            target)));
        }
    }

    private void endings(String name, Target target) {
        SessionSettings session = SessionSettings.of(configuration, target);
        if (session.onBrokenConnection() == EndAction.END) {
            add(
                    Weight.BAD,
                    Kind.BROKEN_ENDS_SESSION,
                    name,
                    SessionCatalogue.RESET_BROKEN,
                    target,
                    "a lost connection ends the session and what was open in it",
                    "disconnect");
        } else if (session.onLimit() == EndAction.END) {
            add(
                    Weight.NOTE,
                    Kind.LIMIT_ENDS_SESSION,
                    name,
                    SessionCatalogue.RESET_BROKEN,
                    target,
                    "a time limit ends the session; a lost connection does not",
                    "disconnect");
        }
        Duration kept = session.disconnectedLimit();
        if (!kept.isZero() && kept.compareTo(SHORT) < 0) {
            add(
                    Weight.DOUBTFUL,
                    Kind.SHORT_DISCONNECTED_LIMIT,
                    name,
                    SessionCatalogue.MAX_DISCONNECTION_TIME,
                    target,
                    "whoever needs longer to come back finds the session gone",
                    "1h");
        }
    }

    private void security(String name, Target target) {
        SecuritySettings security = configuration.security(name);
        for (String problem : security.problems()) {
            findings.add(
                    new Finding(
                            Weight.DOUBTFUL,
                            Kind.ILLEGAL_PAIR,
                            name,
                            "security.layer is " + security.layer().word(),
                            problem,
                            SecurityCatalogue.SECURITY_LAYER.name(),
                            "holdfast setting set security.layer negotiate --scope "
                                    + scopeOf(
                                            configuration.resolve(
                                                    SecurityCatalogue.SECURITY_LAYER, target),
                                            target)));
        }
        if (security.level() == EncryptionLevel.FIPS && security.layer() == SecurityLayer.RDP) {
            findings.add(
                    new Finding(
                            Weight.BAD,
                            Kind.LEVEL_FEW_CLIENTS_MEET,
                            name,
                            "encryption level fips with security layer rdp, by the "
                                    + security.levelDecidedBy().words(),
                            "only clients that offer Triple DES connect; others see a security"
                                    + " error",
                            SecurityCatalogue.SECURITY_LAYER.name(),
                            "holdfast setting set security.layer ssl --scope "
                                    + scopeOf(
                                            configuration.resolve(
                                                    SecurityCatalogue.SECURITY_LAYER, target),
                                            target)));
        }
    }

    /** Values of tools that a policy or another layer makes idle. */
    private void hidden(Scope scope) {
        if (scope.kind() != Scope.Kind.CONNECTION && scope.kind() != Scope.Kind.MACHINE) {
            return;
        }
        Target target =
                scope instanceof Scope.Connection(var name)
                        ? Target.connection(name)
                        : Target.SERVER;
        for (Setting<?> setting : configuration.settingsIn(scope)) {
            hidden(scope, setting, configuration.resolve(setting, target));
        }
    }

    private void hidden(Scope scope, Setting<?> setting, Resolved<?> resolved) {
        Layer own = scope.kind() == Scope.Kind.MACHINE ? Layer.MACHINE : Layer.CONNECTION;
        for (Resolved.Opinion<?> opinion : resolved.opinions()) {
            if (opinion.layer() != own || opinion.value().isEmpty()) {
                continue;
            }
            if (!opinion.counts()) {
                String flag = setting.inheritFlag().orElseThrow().name();
                findings.add(
                        new Finding(
                                Weight.DOUBTFUL,
                                Kind.PASSED_OVER,
                                scope.toString(),
                                setting + " is set, but " + opinion.note(),
                                "users' settings rule instead",
                                flag,
                                "holdfast setting set " + flag + " 0 --scope " + scope));
            } else if (resolved.decidedBy().compareTo(Layer.USER_POLICY) <= 0
                    && !opinion.value().orElseThrow().equals(resolved.value())) {
                findings.add(
                        new Finding(
                                Weight.NOTE,
                                Kind.HIDDEN_BY_POLICY,
                                scope.toString(),
                                setting + " is set at " + opinion.origin(),
                                "the "
                                        + resolved.decidedBy().words()
                                        + " says "
                                        + resolved.shown()
                                        + " ("
                                        + resolved.origin()
                                        + ") and rules",
                                setting.name(),
                                "holdfast setting explain " + setting));
            }
        }
    }

    private <T> void add(
            Weight weight,
            Kind kind,
            String about,
            Setting<T> setting,
            Target target,
            String consequence,
            String better) {
        Resolved<T> resolved = configuration.resolve(setting, target);
        findings.add(
                new Finding(
                        weight,
                        kind,
                        about,
                        setting
                                + " is "
                                + resolved.shown()
                                + " ("
                                + resolved.decidedBy().words()
                                + ", "
                                + resolved.origin()
                                + ")",
                        consequence,
                        setting.name(),
                        "holdfast setting set "
                                + setting
                                + " "
                                + better
                                + " --scope "
                                + scopeOf(resolved, target)));
    }

    /** Where to set it so that it rules: where the value in force comes from. */
    private static String scopeOf(Resolved<?> resolved, Target target) {
        return switch (resolved.decidedBy()) {
            case FIPS_SWITCH, MACHINE, DEFAULT, USER ->
                    resolved.setting().scopes().contains(Scope.Kind.MACHINE)
                            ? Scope.MACHINE.toString()
                            : connection(target);
            case COMPUTER_POLICY -> Scope.POLICY.toString();
            case USER_POLICY -> Scope.EVERY_USERS_POLICY.toString();
            case CONNECTION -> connection(target);
        };
    }

    private static String connection(Target target) {
        return "connection:" + target.connection().orElse(Configuration.DEFAULT_CONNECTION);
    }
}
