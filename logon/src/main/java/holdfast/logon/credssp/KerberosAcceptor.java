package holdfast.logon.credssp;

import holdfast.logon.LogonMethod;
import holdfast.logon.UserName;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;

/**
 * Kerberos through the JDK's JGSS and a keytab that holds the keys of {@code TERMSRV/host}. Safe
 * for many threads; what it begins is not. Checking a ticket reads the keytab and the replay cache:
 * not for a network thread.
 */
public final class KerberosAcceptor {
    private static final Oid KERBEROS = oid("1.2.840.113554.1.2.2");

    private final Subject subject;
    private final PrincipalRules rules;

    private KerberosAcceptor(Subject subject, PrincipalRules rules) {
        this.subject = subject;
        this.rules = rules;
    }

    /**
     * @param keytab a ticket for any service in it is accepted
     * @throws LoginException when the keytab cannot be read
     */
    public static KerberosAcceptor open(Path keytab, PrincipalRules rules) throws LoginException {
        var entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        Map.of(
                                "useKeyTab", "true",
                                "keyTab", keytab.toUri().getPath(),
                                "storeKey", "true",
                                "principal", "*",
                                "isInitiator", "false",
                                "doNotPrompt", "true"));
        var configuration =
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                };
        var login = new LoginContext("holdfast", new Subject(), null, configuration);
        login.login();
        return new KerberosAcceptor(login.getSubject(), rules);
    }

    /** The same keytab with other rules. */
    public KerberosAcceptor withRules(PrincipalRules others) {
        return new KerberosAcceptor(subject, others);
    }

    Mechanism begin() {
        return new Ticket();
    }

    private static Oid oid(String dotted) {
        try {
            return new Oid(dotted);
        } catch (GSSException malformed) {
            throw new IllegalArgumentException(dotted, malformed);
        }
    }

    private <T> T asService(Callable<T> action) throws GSSException {
        try {
            return Subject.callAs(subject, action);
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof GSSException refused) {
                throw refused;
            }
            throw wrapped;
        }
    }

    /** One client's ticket. Not safe for more than one thread. */
    private final class Ticket implements Mechanism {
        private Optional<GSSContext> begun = Optional.empty();

        @Override
        public Step accept(byte[] token, Instant now) {
            try {
                GSSContext context = begun.isPresent() ? begun.get() : asService(this::create);
                begun = Optional.of(context);
                byte[] answer = asService(() -> context.acceptSecContext(token, 0, token.length));
                Optional<byte[]> reply = Optional.ofNullable(answer).filter(a -> a.length > 0);
                if (!context.isEstablished()) {
                    return reply.<Step>map(Step.Reply::new).orElseGet(Step.Refused::new);
                }
                if (!context.getConfState() || !context.getIntegState()) {
                    return new Step.Refused();
                }
                Optional<UserName> name =
                        rules.userOf(
                                context.getSrcName().toString(), context.getTargName().toString());
                return name.isEmpty()
                        ? new Step.Refused()
                        : new Step.Established(
                                reply,
                                new Identity(name.get(), LogonMethod.KERBEROS),
                                new ContextSeal(context));
            } catch (GSSException | RuntimeException refused) {
                // The JDK's decoder answers some malformed tickets with what it tripped over.
                return new Step.Refused();
            }
        }

        private GSSContext create() throws GSSException {
            GSSManager manager = GSSManager.getInstance();
            GSSCredential service =
                    manager.createCredential(
                            null,
                            GSSCredential.INDEFINITE_LIFETIME,
                            KERBEROS,
                            GSSCredential.ACCEPT_ONLY);
            return manager.createContext(service);
        }

        @Override
        public Step proven(byte[] sessionBaseKey) throws ProtocolException {
            throw new DerReader("Kerberos", sessionBaseKey)
                    .refuse(new Reason.NotAllowedHere("proof", "Kerberos"));
        }
    }

    private record ContextSeal(GSSContext context) implements Mechanism.Seal {
        @Override
        public byte[] seal(byte[] message) throws ProtocolException {
            try {
                return context.wrap(message, 0, message.length, new MessageProp(0, true));
            } catch (GSSException broken) {
                throw forged("GSS_Wrap");
            }
        }

        @Override
        public byte[] unseal(byte[] sealed) throws ProtocolException {
            try {
                var properties = new MessageProp(0, true);
                byte[] message = context.unwrap(sealed, 0, sealed.length, properties);
                if (!properties.getPrivacy()
                        || properties.isDuplicateToken()
                        || properties.isOldToken()) {
                    throw forged("GSS_Unwrap");
                }
                return message;
            } catch (GSSException | RuntimeException broken) {
                throw forged("GSS_Unwrap");
            }
        }

        @Override
        public byte[] signMechanismList(byte[] list) throws ProtocolException {
            try {
                return context.getMIC(list, 0, list.length, new MessageProp(0, false));
            } catch (GSSException broken) {
                throw forged("mechListMIC");
            }
        }

        @Override
        public void checkMechanismList(byte[] list, byte[] mic) throws ProtocolException {
            try {
                context.verifyMIC(
                        mic, 0, mic.length, list, 0, list.length, new MessageProp(0, false));
            } catch (GSSException | RuntimeException broken) {
                throw forged("mechListMIC");
            }
        }

        private static ProtocolException forged(String field) {
            return new DerReader("Kerberos", new byte[0]).refuse(new Reason.Forged(field));
        }
    }
}
