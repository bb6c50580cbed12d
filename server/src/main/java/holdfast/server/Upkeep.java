package holdfast.server;

import holdfast.server.tls.CertificateNews;
import holdfast.server.tls.Certificates;
import holdfast.sessions.SessionHost;
import holdfast.settings.SettingsException;
import holdfast.settings.files.ConfigFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running server looks after: settings, certificates, keytabs and network adapters change
 * without telling, so they are looked at every two seconds, and at once when somebody asks.
 */
final class Upkeep {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final long SECONDS_BETWEEN = 2;

    private final ConfigFolder config;
    private final Certificates certificates;
    private final NetworkLogons networkLogons;
    private final Listeners listeners;
    private final SessionHost sessions;
    private volatile String lastFault = "";

    Upkeep(
            ConfigFolder config,
            Certificates certificates,
            NetworkLogons networkLogons,
            Listeners listeners,
            SessionHost sessions) {
        this.config = config;
        this.certificates = certificates;
        this.networkLogons = networkLogons;
        this.listeners = listeners;
        this.sessions = sessions;
    }

    void start(Workers workers) {
        config.onChange(_ -> settingsChanged());
        workers.loops()
                .next()
                .scheduleWithFixedDelay(
                        () -> workers.tasks().execute(this::lookAround),
                        SECONDS_BETWEEN,
                        SECONDS_BETWEEN,
                        TimeUnit.SECONDS);
    }

    /** As {@link HoldfastServer#reload}. */
    List<String> reload() throws SettingsException {
        var before = listeners.addresses();
        var news = new ArrayList<String>();
        news.add(
                config.reload().isPresent()
                        ? "the settings were taken over"
                        : "the settings are in force");
        news.addAll(refreshCertificates());
        listeners.update(config.current());
        var after = listeners.addresses();
        after.stream()
                .filter(bound -> !before.contains(bound))
                .forEach(bound -> news.add("listens at " + shown(bound)));
        before.stream()
                .filter(bound -> !after.contains(bound))
                .forEach(bound -> news.add("listens no longer at " + shown(bound)));
        news.addAll(listeners.failures());
        return news;
    }

    private void lookAround() {
        try {
            config.reload();
        } catch (SettingsException e) {
            String fault = String.valueOf(e.getMessage());
            if (!fault.equals(lastFault)) {
                log.atWarn().log("The settings stay as they were: {}", fault);
            }
            lastFault = fault;
        }
        refreshCertificates();
        networkLogons.lookAround();
        listeners.update(config.current());
    }

    private void settingsChanged() {
        log.info("The settings have changed");
        lastFault = "";
        sessions.rulesChanged();
    }

    private List<String> refreshCertificates() {
        var sentences = new ArrayList<String>();
        try {
            certificates.refresh(config.current());
        } catch (IOException | GeneralSecurityException e) {
            log.atWarn().log("The certificates stay as they were: {}", e.getMessage());
            sentences.add("the certificates stay as they were: " + e.getMessage());
        }
        for (CertificateNews news : certificates.takeNews()) {
            sessions.note(
                    news.kind(),
                    "",
                    news.connection(),
                    "",
                    "",
                    news.connection() + ": " + news.text());
            sentences.add(news.toString());
        }
        return sentences;
    }

    private static String shown(Map.Entry<String, InetSocketAddress> bound) {
        InetSocketAddress at = bound.getValue();
        return at.getAddress().getHostAddress()
                + " port "
                + at.getPort()
                + " (connection "
                + bound.getKey()
                + ")";
    }
}
