package holdfast.server.tls;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bouncy Castle's FIPS module with its TLS, for connections of level FIPS. It has a class loader of
 * its own, because its packages are called like those of the library that everything else uses.
 * There is one in a JVM, as its self-tests and its approved-only mode are the JVM's. Safe for all
 * threads.
 */
public final class FipsModule {
    /** The system property that names the folder of the module's jars. */
    public static final String FOLDER = "holdfast.fips.module";

    private static final String APPROVED_ONLY = "org.bouncycastle.fips.approved_only";

    /** Held, so that its level stays: it warns of each of Java's constraints that it has not. */
    private static final Logger TALK = Logger.getLogger("org.bouncycastle.jsse");

    private static @Nullable FipsModule loaded;

    private final Provider tls;
    private final String name;
    private final Duration selfTests;

    private FipsModule(Provider tls, String name, Duration selfTests) {
        this.tls = tls;
        this.name = name;
        this.selfTests = selfTests;
    }

    /**
     * The module, its self-tests passed; empty where none is installed.
     *
     * @throws GeneralSecurityException if there is one and it does not work
     */
    public static synchronized Optional<FipsModule> installed() throws GeneralSecurityException {
        String folder = System.getProperty(FOLDER, "");
        if (loaded == null && !folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
            loaded = load(Path.of(folder));
        }
        return Optional.ofNullable(loaded);
    }

    /** What an administrator is shown at the start. */
    @Override
    public String toString() {
        return "%s: self-tests passed in %.1f s, approved algorithms only"
                .formatted(name, selfTests.toMillis() / 1000.0);
    }

    /** The provider of TLS, which computes with the module alone. */
    Provider tls() {
        return tls;
    }

    private static FipsModule load(Path folder) throws GeneralSecurityException {
        System.setProperty(APPROVED_ONLY, "true");
        TALK.setLevel(Level.SEVERE);
        long began = System.nanoTime();
        try {
            // Never closed: the module's classes are loaded as they are needed.
            var loader = new URLClassLoader(jars(folder), ClassLoader.getPlatformClassLoader());
            var status = loader.loadClass("org.bouncycastle.crypto.fips.FipsStatus");
            boolean ready = (boolean) status.getMethod("isReady").invoke(null);
            var mode = loader.loadClass("org.bouncycastle.crypto.CryptoServicesRegistrar");
            boolean approvedOnly = (boolean) mode.getMethod("isInApprovedOnlyMode").invoke(null);
            if (!ready || !approvedOnly) {
                throw new GeneralSecurityException(
                        "the FIPS module in "
                                + folder
                                + " says "
                                + status.getMethod("getStatusMessage").invoke(null)
                                + ": put the unchanged jars of the release there");
            }
            var module =
                    provider(loader, "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider");
            var tls =
                    (Provider)
                            loader.loadClass(
                                            "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider")
                                    .getConstructor(boolean.class, Provider.class)
                                    .newInstance(true, module);
            return new FipsModule(
                    tls, module.getInfo(), Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            Throwable cause =
                    e instanceof InvocationTargetException && e.getCause() != null
                            ? e.getCause()
                            : e;
            throw new GeneralSecurityException(
                    "the FIPS module in "
                            + folder
                            + " does not work ("
                            + cause
                            + "): build Holdfast anew, or put the unchanged jars of the release"
                            + " there",
                    e);
        }
    }

    private static Provider provider(ClassLoader loader, String name)
            throws ReflectiveOperationException {
        return (Provider) loader.loadClass(name).getConstructor().newInstance();
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
        }
        return jars.toArray(new URL[0]);
    }
}
