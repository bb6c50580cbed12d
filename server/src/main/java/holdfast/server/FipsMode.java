package holdfast.server;

import holdfast.server.tls.FipsModule;
import holdfast.settings.Configuration;
import holdfast.settings.SecurityCatalogue;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start in FIPS mode: by the command line, or by the FIPS switch of the settings. */
final class FipsMode {
    private static final Logger log = LoggerFactory.getLogger(FipsMode.class);

    private FipsMode() {}

    /** What is put over the settings. */
    static Configuration switched(ServerOptions options) {
        return options.fips() ? Configuration.fipsSwitchedOn("run --fips") : Configuration.EMPTY;
    }

    /**
     * The module that FIPS mode computes TLS with, its self-tests passed; empty where the mode is
     * off, or the switch alone is on and no module is installed.
     */
    static Optional<FipsModule> module(ServerOptions options, Configuration settings)
            throws ServerStartException {
        if (!settings.value(SecurityCatalogue.FIPS)) {
            return Optional.empty();
        }
        try {
            Optional<FipsModule> module = FipsModule.installed();
            if (module.isPresent()) {
                log.info("FIPS mode: {}", module.get());
            } else if (options.fips()) {
                throw new ServerStartException(
                        "--fips is not possible: there is no FIPS module in the folder that -D"
                                + FipsModule.FOLDER
                                + " names: start with ./holdfast, which brings it along");
            } else {
                log.warn(
                        "The FIPS switch is on without a FIPS module: approved algorithms alone are"
                                + " used, computed by Java's own cryptography");
            }
            return module;
        } catch (GeneralSecurityException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
    }
}
