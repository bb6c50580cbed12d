package holdfast.operator.diagnosis;

import static holdfast.operator.diagnosis.ClientMessage.*;

import holdfast.settings.Catalogue;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.EncryptionLevel;
import holdfast.settings.Layer;
import holdfast.settings.Resolved;
import holdfast.settings.Scope;
import holdfast.settings.SecurityLayer;
import holdfast.settings.SecuritySettings;
import holdfast.settings.Setting;
import holdfast.settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Security layer, encryption level and network level authentication that a client cannot meet. */
final class SecurityRule implements Rule {
    /** What clients say where network level authentication has nothing to prove a password by. */
    private static final Set<ClientMessage> NOBODY_LOGS_ON =
            Set.of(SECURITY_ERROR, SERVER_WANTS_NLA, WRONG_PASSWORD);

    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        var answers = new ArrayList<Answer>();
        for (ConnectionDefinition connection : seen.settings().connections()) {
            SecuritySettings security = seen.settings().security(connection.name());
            said.flatMap(message -> answer(message, security, seen)).ifPresent(answers::add);
            if (asked.atRest() || said.filter(NOBODY_LOGS_ON::contains).isPresent()) {
                noProof(security, seen).ifPresent(answers::add);
            }
            if (said.isEmpty() && asked.atRest()) {
                noCommonMethod(security, seen, Answer.POSSIBLE).ifPresent(answers::add);
            }
        }
        return answers;
    }

    private static Optional<Answer> answer(
            ClientMessage message, SecuritySettings security, Evidence seen) {
        return switch (message) {
            case SERVER_WANTS_TLS ->
                    when(
                            security.layer() == SecurityLayer.TLS,
                            "connection "
                                    + security.connection()
                                    + " takes TLS only; the client cannot do TLS or was told not"
                                    + " to",
                            "SecurityLayer",
                            "negotiate",
                            security,
                            seen);
            case SERVER_REFUSES_TLS ->
                    when(
                            security.layer() == SecurityLayer.RDP,
                            "connection "
                                    + security.connection()
                                    + " takes standard RDP security only",
                            "SecurityLayer",
                            "negotiate",
                            security,
                            seen);
            case SERVER_WANTS_NLA ->
                    when(
                            security.networkLevelAuthentication(),
                            "connection "
                                    + security.connection()
                                    + " lets in only who proves a password before the connection"
                                    + " is made; clients that cannot do that are refused",
                            "UserAuthentication",
                            "0",
                            security,
                            seen);
            case LEVEL_DIFFERS -> decidedElsewhere(security, seen);
            case ENCRYPTION_ERROR -> noCommonMethod(security, seen, Answer.LIKELY);
            case SECURITY_ERROR ->
                    noCommonMethod(security, seen, Answer.LIKELY)
                            .or(() ->
                                    when(
                                                    security.networkLevelAuthentication()
                                                            || security.layer()
                                                                    == SecurityLayer.TLS,
                                                    "old clients cannot do what connection "
                                                            + security.connection()
                                                            + " requires",
                                                    security.networkLevelAuthentication()
                                                            ? "UserAuthentication"
                                                            : "SecurityLayer",
                                                    security.networkLevelAuthentication()
                                                            ? "0"
                                                            : "negotiate",
                                                    security,
                                                    seen)
                                            .map(answer -> weaker(answer, Answer.POSSIBLE)));
            default -> Optional.empty();
        };
    }

    /**
     * NLA is required, NTLM is off, by its setting or as FIPS demands, and there is no Kerberos.
     */
    private static Optional<Answer> noProof(SecuritySettings security, Evidence seen) {
        boolean ntlm = seen.settings().networkLogon(security.connection()).ntlm();
        if (!security.networkLevelAuthentication() || ntlm || seen.keytab()) {
            return Optional.empty();
        }
        boolean fips = security.level() == EncryptionLevel.FIPS;
        return when(
                true,
                "nobody can log on to connection "
                        + security.connection()
                        + ": it requires network level authentication, NTLM is off "
                        + (fips ? "at encryption level fips" : "(logon.ntlm)")
                        + ", and there is no Kerberos keytab (holdfast.keytab in the settings'"
                        + " folder); put one there, or do not require it",
                "UserAuthentication",
                "0",
                security,
                seen);
    }

    /** Under standard RDP security High asks for 128 bits and FIPS for Triple DES. */
    private static Optional<Answer> noCommonMethod(
            SecuritySettings security, Evidence seen, int likelihood) {
        boolean strict =
                security.level() == EncryptionLevel.HIGH
                        || security.level() == EncryptionLevel.FIPS;
        if (!strict || security.layer() == SecurityLayer.TLS) {
            return Optional.empty();
        }
        return when(
                        true,
                        "connection "
                                + security.connection()
                                + " asks for encryption level "
                                + security.level().word()
                                + "; a client that offers less is cut off without a word, and"
                                + " shows a security error",
                        security.fips() ? "FIPSAlgorithmPolicy" : "MinEncryptionLevel",
                        security.fips() ? "0" : "client-compatible",
                        security,
                        seen)
                .map(answer -> weaker(answer, likelihood));
    }

    private static Optional<Answer> decidedElsewhere(SecuritySettings security, Evidence seen) {
        if (security.levelDecidedBy().compareTo(Layer.CONNECTION) >= 0) {
            return Optional.of(
                    new Answer(
                            Answer.POSSIBLE,
                            "a changed encryption level acts at the next logon; who is logged on"
                                    + " keeps the old one",
                            List.of(
                                    "connection "
                                            + security.connection()
                                            + ": level "
                                            + security.level().word()
                                            + " by "
                                            + security.levelDecidedBy().words()),
                            "security.encryption-level",
                            "holdfast query session --rules"));
        }
        return when(
                true,
                "the "
                        + security.levelDecidedBy().words()
                        + " decides about the level of connection "
                        + security.connection(),
                security.levelDecidedBy() == Layer.FIPS_SWITCH
                        ? "FIPSAlgorithmPolicy"
                        : "MinEncryptionLevel",
                security.levelDecidedBy() == Layer.FIPS_SWITCH ? "0" : security.level().word(),
                security,
                seen);
    }

    private static Optional<Answer> when(
            boolean holds,
            String what,
            String name,
            String better,
            SecuritySettings security,
            Evidence seen) {
        if (!holds) {
            return Optional.empty();
        }
        Setting<?> setting = Catalogue.find(name).orElseThrow();
        Target target = Target.connection(security.connection());
        Resolved<?> resolved = seen.settings().resolve(setting, target);
        return Optional.of(
                new Answer(
                        Answer.CERTAIN,
                        what,
                        List.of(
                                security.connection()
                                        + ": "
                                        + setting
                                        + " is "
                                        + resolved.shown()
                                        + " ("
                                        + resolved.decidedBy().words()
                                        + ", "
                                        + resolved.origin()
                                        + ")"),
                        setting.name(),
                        "holdfast setting set "
                                + name
                                + " "
                                + better
                                + " --scope "
                                + scope(resolved, security.connection())));
    }

    /** Where to set it so that it rules. */
    private static String scope(Resolved<?> resolved, String connection) {
        return switch (resolved.decidedBy()) {
            case COMPUTER_POLICY -> Scope.POLICY.toString();
            case USER_POLICY -> Scope.EVERY_USERS_POLICY.toString();
            default ->
                    resolved.setting().scopes().contains(Scope.Kind.CONNECTION)
                            ? new Scope.Connection(connection).toString()
                            : Scope.MACHINE.toString();
        };
    }

    private static Answer weaker(Answer answer, int likelihood) {
        return new Answer(
                likelihood, answer.what(), answer.evidence(), answer.setting(), answer.remedy());
    }
}
