package holdfast.logon.credssp;

import holdfast.logon.LogonMethod;
import holdfast.logon.UserName;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.logon.ntlm.NtlmAttempt;
import holdfast.logon.ntlm.NtlmSession;
import holdfast.protocol.wire.ProtocolException;
import java.time.Instant;
import java.util.Optional;

/** NTLM as a mechanism. Not safe for more than one thread. */
final class NtlmMechanism implements Mechanism {
    private final NtlmAcceptor acceptor;
    private Optional<UserName> name = Optional.empty();

    NtlmMechanism(NtlmAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    public Step accept(byte[] token, Instant now) throws ProtocolException {
        if (!acceptor.challenged()) {
            return new Step.Reply(acceptor.challenge(token, now));
        }
        NtlmAttempt attempt = acceptor.answered(token);
        name = UserName.of(attempt.userName(), attempt.domainName());
        return name.isEmpty() ? new Step.Refused() : new Step.Prove(attempt);
    }

    @Override
    public Step proven(byte[] sessionBaseKey) throws ProtocolException {
        NtlmSession session = acceptor.proven(sessionBaseKey);
        return new Step.Established(
                Optional.empty(),
                new Identity(name.orElseThrow(), LogonMethod.NTLM),
                new SessionSeal(session));
    }

    private record SessionSeal(NtlmSession session) implements Seal {
        @Override
        public byte[] seal(byte[] message) {
            return session.seal(message);
        }

        @Override
        public byte[] unseal(byte[] sealed) throws ProtocolException {
            return session.unseal(sealed);
        }

        @Override
        public byte[] signMechanismList(byte[] list) {
            return session.signMechanismList(list);
        }

        @Override
        public void checkMechanismList(byte[] list, byte[] mic) throws ProtocolException {
            session.checkMechanismList(list, mic);
        }
    }
}
