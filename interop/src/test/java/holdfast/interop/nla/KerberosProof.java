package holdfast.interop.nla;

import holdfast.client.Proof;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;

/** A ticket for the service, shown by the JDK's SPNEGO. */
final class KerberosProof implements Proof {
    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String KERBEROS_NAME = "1.2.840.113554.1.2.2.1";

    private final Subject subject;
    private final GSSContext context;

    private KerberosProof(Subject subject, GSSContext context) {
        this.subject = subject;
        this.context = context;
    }

    static KerberosProof of(String principal, String password, String service) throws Exception {
        var entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("useTicketCache", "false"));
        var configuration =
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                };
        var login =
                new LoginContext(
                        "client",
                        new Subject(),
                        callbacks -> {
                            for (Callback callback : callbacks) {
                                switch (callback) {
                                    case NameCallback name -> name.setName(principal);
                                    case PasswordCallback secret ->
                                            secret.setPassword(password.toCharArray());
                                    default -> throw new AssertionError(callback);
                                }
                            }
                        },
                        configuration);
        login.login();
        var subject = login.getSubject();
        return new KerberosProof(subject, Subject.callAs(subject, () -> contextFor(service)));
    }

    private static GSSContext contextFor(String service) throws Exception {
        var manager = GSSManager.getInstance();
        var name = manager.createName(service, new Oid(KERBEROS_NAME));
        var context =
                manager.createContext(name, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestConf(true);
        context.requestInteg(true);
        return context;
    }

    @Override
    public byte[] first() throws IOException {
        return next(new byte[0]);
    }

    @Override
    public byte[] next(byte[] token) throws IOException {
        return Optional.ofNullable(as(() -> context.initSecContext(token, 0, token.length)))
                .orElse(new byte[0]);
    }

    @Override
    public boolean established() {
        return context.isEstablished();
    }

    @Override
    public byte[] seal(byte[] message) throws IOException {
        return as(() -> context.wrap(message, 0, message.length, new MessageProp(0, true)));
    }

    @Override
    public byte[] unseal(byte[] sealed) throws IOException {
        return as(() -> context.unwrap(sealed, 0, sealed.length, new MessageProp(0, true)));
    }

    private byte[] as(Callable<byte[]> action) throws IOException {
        try {
            return Subject.callAs(subject, action);
        } catch (java.util.concurrent.CompletionException e) {
            throw new IOException("GSS: " + e.getMessage(), e);
        }
    }
}
