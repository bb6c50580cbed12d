package holdfast.server.tls;

import holdfast.protocol.security.ServerKeys;
import holdfast.sessions.record.EventKind;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.EncryptionLevel;
import holdfast.settings.SecuritySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What each connection shows to the clients that come in now. {@link #refresh} looks at settings
 * and files and puts new certificates in the place of old ones; connections that are up keep what
 * they were shown. Safe for all threads.
 */
public final class Certificates {
    private static final Logger log = LoggerFactory.getLogger(Certificates.class);

    /**
     * What one client is served with from its first byte to its last.
     *
     * @param level that TLS is constrained to
     * @param keys of standard RDP security
     */
    public record Serving(
            ChosenCertificate chosen, EncryptionLevel level, TlsServer tls, ServerKeys keys) {
        public ServerCertificate certificate() {
            return chosen.certificate();
        }
    }

    /** All that decides about a connection's certificate; while it is the same, so is that. */
    private record Basis(SecuritySettings security, List<String> files, Expiry expiry) {}

    private record Kept(Basis basis, Serving serving) {}

    private final ChosenCertificate.Folders folders;
    private final RSAPrivateCrtKey longKey;
    private final RSAPrivateCrtKey shortKey;
    private final Executor handshakes;
    private final InstantSource clock;
    private final List<CertificateNews> untold = new ArrayList<>();
    private volatile Map<String, Kept> byConnection = Map.of();

    /** Reads the keys of standard RDP security and the certificates of all connections. */
    public Certificates(
            ChosenCertificate.Folders folders,
            Configuration settings,
            Executor handshakes,
            InstantSource clock)
            throws IOException, GeneralSecurityException {
        this.folders = folders;
        this.longKey = StandardSecurityKeys.in(folders.data(), 2048);
        this.shortKey = StandardSecurityKeys.in(folders.data(), 512);
        this.handshakes = handshakes;
        this.clock = clock;
        refresh(settings);
    }

    /** What {@code connection} shows now. */
    public Serving of(String connection) {
        Kept kept = byConnection.get(folded(connection));
        if (kept == null) {
            throw new IllegalArgumentException("no connection is called " + connection);
        }
        return kept.serving();
    }

    /**
     * Takes over what settings and files say now; {@link #takeNews} has what changed. What cannot
     * be taken over leaves a connection with what it had.
     */
    public synchronized void refresh(Configuration settings)
            throws IOException, GeneralSecurityException {
        var next = new HashMap<String, Kept>();
        for (ConnectionDefinition connection : settings.connections()) {
            String name = folded(connection.name());
            Optional<Kept> before = Optional.ofNullable(byConnection.get(name));
            next.put(name, refreshed(connection.name(), settings, before));
        }
        byConnection = Map.copyOf(next);
    }

    /** What became known since this was asked last, the start included. */
    public synchronized List<CertificateNews> takeNews() {
        List<CertificateNews> news = List.copyOf(untold);
        untold.clear();
        return news;
    }

    /** Makes a new self-signed certificate; {@link #refresh} then takes it up. */
    public synchronized ServerCertificate renewSelfSigned()
            throws IOException, GeneralSecurityException {
        return SelfSigned.renew(folders.data(), clock.instant());
    }

    private Kept refreshed(String name, Configuration settings, Optional<Kept> before)
            throws IOException, GeneralSecurityException {
        SecuritySettings security = settings.security(name);
        Instant now = clock.instant();
        if (before.isPresent() && before.get().basis().equals(basis(before.get(), security, now))) {
            return before.get();
        }
        var chosen = ChosenCertificate.of(security, folders, now);
        EncryptionLevel level = security.fips() ? EncryptionLevel.FIPS : security.level();
        var serving =
                new Serving(
                        chosen,
                        level,
                        new TlsServer(chosen.certificate(), level, handshakes),
                        keys(chosen.certificate()));
        var kept = new Kept(basis(serving, security, now), serving);
        tell(name, before, kept);
        return kept;
    }

    private void tell(String name, Optional<Kept> before, Kept now) {
        List<String> known =
                before.map(kept -> kept.basis().security().problems()).orElse(List.of());
        now.basis().security().problems().stream()
                .filter(problem -> !known.contains(problem))
                .forEach(problem -> tell(EventKind.SECURITY_CORRECTED, name, problem));
        ServerCertificate shown = now.serving().certificate();
        now.serving()
                .chosen()
                .problems()
                .forEach(problem -> tell(EventKind.CERTIFICATE_UNUSABLE, name, problem));
        boolean other =
                before.isPresent()
                        && !before.get()
                                .serving()
                                .certificate()
                                .certificate()
                                .equals(shown.certificate());
        boolean aged =
                before.isEmpty() || other || before.get().basis().expiry() != now.basis().expiry();
        if (aged && now.basis().expiry() != Expiry.FAR) {
            tell(
                    now.basis().expiry() == Expiry.PAST
                            ? EventKind.CERTIFICATE_EXPIRED
                            : EventKind.CERTIFICATE_EXPIRES,
                    name,
                    "its certificate ends " + shown.certificate().getNotAfter().toInstant());
        }
        if (other) {
            tell(
                    EventKind.CERTIFICATE_CHANGED,
                    name,
                    "new clients are shown another certificate: SHA-256 " + shown.fingerprint());
        }
    }

    private void tell(EventKind kind, String connection, String text) {
        var news = new CertificateNews(kind, connection, text);
        untold.add(news);
        log.atLevel(kind == EventKind.CERTIFICATE_CHANGED ? Level.INFO : Level.WARN)
                .log("{}", news);
    }

    private Basis basis(Kept kept, SecuritySettings security, Instant now) {
        return basis(kept.serving(), security, now);
    }

    private Basis basis(Serving serving, SecuritySettings security, Instant now) {
        var watched = new ArrayList<>(serving.chosen().files());
        security.certificateFiles().forEach(file -> watched.add(folders.inConfig(file)));
        if (!security.certificateFolder().isEmpty()) {
            watched.add(folders.inConfig(security.certificateFolder()));
        }
        return new Basis(
                security,
                watched.stream().distinct().map(Certificates::stamp).toList(),
                Expiry.of(serving.certificate(), now));
    }

    /** Changes whenever a file is written or another is put in its place. */
    private static String stamp(Path file) {
        try {
            Map<String, Object> now =
                    Files.readAttributes(file, "unix:ino,size,ctime,lastModifiedTime");
            return file + " " + now;
        } catch (IOException e) {
            return file + " missing";
        }
    }

    private ServerKeys keys(ServerCertificate certificate) {
        return new ServerKeys(
                longKey,
                shortKey,
                certificate.key() instanceof RSAPrivateCrtKey rsa
                        ? Optional.of(
                                new ServerKeys.X509Identity(
                                        certificate.encodedChain().reversed(), rsa))
                        : Optional.empty());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
