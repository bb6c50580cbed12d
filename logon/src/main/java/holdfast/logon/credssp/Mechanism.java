package holdfast.logon.credssp;

import holdfast.logon.LogonMethod;
import holdfast.logon.UserName;
import holdfast.logon.ntlm.NtlmAttempt;
import holdfast.protocol.wire.ProtocolException;
import java.time.Instant;
import java.util.Optional;

/** One way to prove an identity, inside SPNEGO or bare. Not safe for more than one thread. */
interface Mechanism {
    /** What comes of one token of the client's. */
    sealed interface Step {
        /** This token goes back, another one is due. */
        record Reply(byte[] token) implements Step {}

        /** Somebody has to check this; then {@link #proven} goes on. */
        record Prove(NtlmAttempt attempt) implements Step {}

        /** The identity is proven, and what follows can be sealed. */
        record Established(Optional<byte[]> token, Identity identity, Seal seal) implements Step {}

        /** The proof is no good, or proves somebody who has no account by the rules. */
        record Refused() implements Step {}
    }

    /** Who was proven, under the name that the door knows people by. */
    record Identity(UserName name, LogonMethod method) {}

    /** Sealing and signing with the key that the proof made. */
    interface Seal {
        byte[] seal(byte[] message) throws ProtocolException;

        byte[] unseal(byte[] sealed) throws ProtocolException;

        byte[] signMechanismList(byte[] list) throws ProtocolException;

        void checkMechanismList(byte[] list, byte[] mic) throws ProtocolException;
    }

    Step accept(byte[] token, Instant now) throws ProtocolException;

    /** The attempt of {@link Step.Prove} was right. */
    Step proven(byte[] sessionBaseKey) throws ProtocolException;
}
