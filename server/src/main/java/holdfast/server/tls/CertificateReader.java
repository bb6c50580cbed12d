package holdfast.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads a certificate, its chain and its private key from files: PEM and DER, PKCS#12, keys as
 * PKCS#8, PKCS#1 or SEC 1. What comes back has been proven to belong together.
 */
public final class CertificateReader {
    private static final int LARGEST_FILE = 1024 * 1024;

    /** Of RSAPrivateKey, RFC 8017 A.1.2, with two primes. */
    private static final int RSA_PARTS = 9;

    private final SequencedSet<X509Certificate> certificates = new LinkedHashSet<>();
    private final List<PrivateKey> keys = new ArrayList<>();
    private final char[] password;

    private CertificateReader(char[] password) {
        this.password = password;
    }

    /** Reads files without a password. */
    public static ServerCertificate read(List<Path> files) throws CertificateRefused {
        return read(files, new char[0]);
    }

    /**
     * Reads {@code files} together.
     *
     * @param password of PKCS#12 files
     */
    public static ServerCertificate read(List<Path> files, char[] password)
            throws CertificateRefused {
        var reader = new CertificateReader(password);
        for (Path file : files) {
            reader.add(file);
        }
        String all = String.join(", ", files.stream().map(Path::toString).toList());
        if (reader.certificates.isEmpty()) {
            throw new CertificateRefused(
                    all + ": there is no certificate in it: name the file that has it, too");
        }
        if (reader.keys.isEmpty()) {
            throw new CertificateRefused(
                    all
                            + ": there is no private key in it, and without one nothing can be"
                            + " proven to clients: name the file that has it, too");
        }
        return reader.pair()
                .orElseThrow(() ->
                        new CertificateRefused(
                                all
                                        + ": the private key does not correspond to the"
                                        + " certificate: name the key that the certificate was"
                                        + " requested with"));
    }

    /** The certificate that a key belongs to, with its issuers as far as they are there. */
    private Optional<ServerCertificate> pair() {
        for (PrivateKey key : keys) {
            for (X509Certificate certificate : certificates) {
                var pair = new ServerCertificate(chain(certificate), key);
                if (pair.keyCorresponds()) {
                    return Optional.of(pair);
                }
            }
        }
        return Optional.empty();
    }

    private List<X509Certificate> chain(X509Certificate leaf) {
        var chain = new LinkedHashSet<X509Certificate>();
        X509Certificate last = leaf;
        while (chain.add(last)) {
            X509Certificate of = last;
            last =
                    certificates.stream()
                            .filter(issuer -> !chain.contains(issuer))
                            .filter(issuer -> isIssuer(issuer, of))
                            .findFirst()
                            .orElse(last);
        }
        return List.copyOf(chain);
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate of) {
        if (!issuer.getSubjectX500Principal().equals(of.getIssuerX500Principal())) {
            return false;
        }
        try {
            of.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void add(Path file) throws CertificateRefused {
        byte[] content = content(file);
        int keysBefore = keys.size();
        try {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            if (text.contains("-----BEGIN ")) {
                addPem(file, text);
            } else if (!addCertificates(content) && !addKey(content)) {
                addPkcs12(file, content);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateRefused(
                    file
                            + ": it cannot be read as PEM, DER or PKCS#12 ("
                            + e.getMessage()
                            + "): openssl can convert it to PEM");
        }
        if (keys.size() > keysBefore) {
            refuseIfOpen(file);
        }
    }

    private static byte[] content(Path file) throws CertificateRefused {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new CertificateRefused(
                        file
                                + ": it has more than "
                                + LARGEST_FILE
                                + " bytes: is it the right one?");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CertificateRefused(file + ": there is no such file: check its name");
        } catch (AccessDeniedException e) {
            throw new CertificateRefused(
                    file
                            + ": this user may not read it: give it to the user that the server"
                            + " runs as (chown), for that user only (chmod 600)");
        } catch (IOException e) {
            throw new CertificateRefused(
                    file + ": it cannot be read (" + e.getMessage() + "): check the file");
        }
    }

    private void addPem(Path file, String text)
            throws IOException, GeneralSecurityException, CertificateRefused {
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                switch (found) {
                    case X509CertificateHolder holder -> addCertificates(holder.getEncoded());
                    case PrivateKeyInfo info -> keys.add(converter.getPrivateKey(info));
                    case PEMKeyPair pair ->
                            keys.add(converter.getPrivateKey(pair.getPrivateKeyInfo()));
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                            throw new CertificateRefused(
                                    file
                                            + ": the private key has a passphrase, which nobody"
                                            + " could type when the server starts: take it off"
                                            + " with openssl pkey -in FILE -out NEW, and chmod"
                                            + " 600 NEW");
                    default -> {} // Parameters and requests stand in such files, too.
                }
            }
        }
    }

    private boolean addCertificates(byte[] der) {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(der));
            found.forEach(one -> certificates.add((X509Certificate) one));
            return !found.isEmpty();
        } catch (GeneralSecurityException notOne) {
            return false;
        }
    }

    private boolean addKey(byte[] der) {
        try {
            keys.add(new JcaPEMKeyConverter().getPrivateKey(keyInfo(der)));
            return true;
        } catch (IllegalArgumentException | IOException notOne) {
            return false;
        }
    }

    /** PKCS#8, or PKCS#1 or SEC 1 with what it takes to be PKCS#8. */
    private static PrivateKeyInfo keyInfo(byte[] der) throws IOException {
        try {
            return PrivateKeyInfo.getInstance(der);
        } catch (IllegalArgumentException other) {
            var sequence = ASN1Sequence.getInstance(der);
            if (sequence.size() == RSA_PARTS) {
                return new PrivateKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(sequence));
            }
            var ec = ECPrivateKey.getInstance(sequence);
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(
                            X9ObjectIdentifiers.id_ecPublicKey, ec.getParametersObject()),
                    ec);
        }
    }

    private void addPkcs12(Path file, byte[] content)
            throws GeneralSecurityException, CertificateRefused {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof GeneralSecurityException;
            throw new CertificateRefused(
                    file
                            + (wrongPassword
                                    ? ": its password is another one: holdfast certificate use"
                                            + " --password-stdin takes it"
                                    : ": it is neither PEM nor DER nor PKCS#12: openssl can"
                                            + " convert it to PEM"));
        }
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            if (key instanceof PrivateKey found) {
                keys.add(found);
            }
            Certificate[] chain = store.getCertificateChain(alias);
            List<Certificate> all =
                    chain != null
                            ? List.of(chain)
                            : Optional.ofNullable(store.getCertificate(alias)).stream().toList();
            all.forEach(one -> certificates.add((X509Certificate) one));
        }
    }

    /** Whoever can read a private key can be the server; whoever can write it, too. */
    private static void refuseIfOpen(Path file) throws CertificateRefused {
        try {
            var permissions = Files.readAttributes(file, PosixFileAttributes.class).permissions();
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new CertificateRefused(
                        file
                                + ": it has a private key and is open to others: chmod 600 "
                                + file
                                + ", and take a new key if anybody may have read it");
            }
        } catch (IOException e) {
            throw new CertificateRefused(
                    file + ": its mode cannot be read (" + e.getMessage() + ")");
        }
    }
}
