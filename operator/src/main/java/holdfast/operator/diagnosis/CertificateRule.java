package holdfast.operator.diagnosis;

import holdfast.operator.diagnosis.Evidence.CertificateState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A certificate that is missing its key, expires, or that clients cannot check. */
final class CertificateRule implements Rule {
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        boolean security =
                said.filter(message ->
                                message == ClientMessage.SECURITY_ERROR
                                        || message == ClientMessage.CERTIFICATE_WARNING)
                        .isPresent();
        var answers = new ArrayList<Answer>();
        if (!security && !asked.atRest()) {
            return answers;
        }
        for (CertificateState state : seen.certificates()) {
            missing(state).ifPresent(answers::add);
            passedOver(state).ifPresent(answers::add);
            expired(state, seen).ifPresent(answers::add);
            if (said.equals(Optional.of(ClientMessage.CERTIFICATE_WARNING))) {
                selfSigned(state).ifPresent(answers::add);
            }
        }
        return answers;
    }

    private static Optional<Answer> missing(CertificateState state) {
        return state.usable()
                ? Optional.empty()
                : Optional.of(
                        new Answer(
                                Answer.CERTAIN,
                                "connection "
                                        + state.connection()
                                        + " has no certificate with a private key: TLS is"
                                        + " impossible on it",
                                state.problems(),
                                "certificate.files",
                                "holdfast certificate renew"));
    }

    private static Optional<Answer> passedOver(CertificateState state) {
        return state.problems().isEmpty() || !state.usable()
                ? Optional.empty()
                : Optional.of(
                        new Answer(
                                Answer.LIKELY,
                                "the certificate that was chosen for connection "
                                        + state.connection()
                                        + " cannot be used; clients are shown another one, "
                                        + state.chosenBy(),
                                state.problems(),
                                "certificate.files",
                                "holdfast certificate use CERTIFICATE KEY --connection "
                                        + state.connection()));
    }

    private static Optional<Answer> expired(CertificateState state, Evidence seen) {
        if (!state.usable() || seen.now().isBefore(state.validUntil().minus(SOON))) {
            return Optional.empty();
        }
        boolean over = seen.now().isAfter(state.validUntil());
        return Optional.of(
                new Answer(
                        over ? Answer.CERTAIN : Answer.REMOTE,
                        "the certificate of connection "
                                + state.connection()
                                + (over ? " has expired" : " expires soon"),
                        List.of("valid until " + state.validUntil()),
                        "certificate.files",
                        state.selfSigned()
                                ? "holdfast certificate renew"
                                : "holdfast certificate use CERTIFICATE KEY --connection "
                                        + state.connection()));
    }

    private static Optional<Answer> selfSigned(CertificateState state) {
        return state.usable() && state.selfSigned()
                ? Optional.of(
                        new Answer(
                                Answer.LIKELY,
                                "the certificate of connection "
                                        + state.connection()
                                        + " is self-signed: clients ask whether to trust it, and"
                                        + " again when it was renewed",
                                List.of(state.chosenBy()),
                                "certificate.files",
                                "holdfast certificate show --connection " + state.connection()))
                : Optional.empty();
    }
}
