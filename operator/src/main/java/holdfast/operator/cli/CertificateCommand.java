package holdfast.operator.cli;

import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import holdfast.operator.control.Json;
import holdfast.server.tls.CertificateCopy;
import holdfast.server.tls.CertificateDetails;
import holdfast.server.tls.CertificateReader;
import holdfast.server.tls.CertificateRefused;
import holdfast.server.tls.ChosenCertificate;
import holdfast.server.tls.ChosenCertificate.Folders;
import holdfast.server.tls.ChosenCertificate.Source;
import holdfast.server.tls.SelfSigned;
import holdfast.server.tls.ServerCertificate;
import holdfast.settings.Configuration;
import holdfast.settings.SecuritySettings;
import holdfast.settings.SettingsException;
import holdfast.settings.files.SettingStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast certificate}: what connections show to clients. */
@Command(
        name = "certificate",
        description = "Shows, chooses and renews the certificates of connections.",
        subcommands = {
            CertificateCommand.ShowCommand.class,
            CertificateCommand.UseCommand.class,
            CertificateCommand.RenewCommand.class
        })
final class CertificateCommand {
    private CertificateCommand() {}

    /** The connections that are meant: the named one, or all. */
    private static List<String> meant(Configuration now, @Nullable String connection)
            throws CommandRefused {
        if (connection == null) {
            return now.connections().stream().map(one -> one.name()).toList();
        }
        return List.of(
                now.connection(connection)
                        .orElseThrow(() ->
                                new CommandRefused(
                                        "connection "
                                                + connection
                                                + ": there is none of that name: holdfast"
                                                + " connection list lists them"))
                        .name());
    }

    /** {@code certificate show}. */
    @Command(name = "show", description = "The certificate that new clients are shown.")
    static final class ShowCommand extends OnSettings {
        @Option(names = "--connection", paramLabel = "NAME", description = "Only this connection.")
        private @Nullable String connection;

        @Option(names = "--json", description = "One array of objects.")
        private boolean json;

        /** A connection's certificate as scripts see it. */
        private record Row(
                String connection,
                String chosenBy,
                List<String> files,
                Optional<CertificateDetails> certificate,
                List<String> problems) {}

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Configuration now = store.configuration();
            List<Row> rows = new ArrayList<>();
            for (String name : meant(now, connection)) {
                rows.add(row(name, now.security(name)));
            }
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            rows.forEach(row -> print(row, out));
        }

        private Row row(String name, SecuritySettings security) throws CommandRefused {
            var folders = new Folders(server.data(), server.config());
            var problems = new ArrayList<String>();
            Optional<ChosenCertificate> given =
                    ChosenCertificate.given(security, folders, problems);
            Instant now = Instant.now();
            if (given.isPresent()) {
                ChosenCertificate chosen = given.get();
                return new Row(
                        name,
                        chosen.source().words(),
                        chosen.files().stream().map(Path::toString).toList(),
                        Optional.of(CertificateDetails.of(chosen.certificate(), now)),
                        chosen.problems());
            }
            try {
                return new Row(
                        name,
                        Source.SELF_SIGNED.words(),
                        List.of(folders.data().resolve("certificate.pem").toString()),
                        SelfSigned.kept(folders.data())
                                .map(kept -> CertificateDetails.of(kept, now)),
                        problems);
            } catch (IOException | GeneralSecurityException e) {
                throw new CommandRefused(
                        "the certificate in "
                                + folders.data()
                                + " cannot be read ("
                                + e.getMessage()
                                + "): holdfast certificate renew makes another");
            }
        }

        private static void print(Row row, PrintWriter out) {
            var table = new Table("CONNECTION", row.connection());
            table.row("chosen by", row.chosenBy());
            row.files().forEach(file -> table.row("file", file));
            row.certificate().ifPresent(certificate -> print(certificate, table));
            table.print(out);
            if (row.certificate().isEmpty()) {
                out.println("There is none yet; the server makes one when it first starts");
            } else if (row.certificate().get().keyCorresponds()) {
                out.println("You have a private key that corresponds to this certificate.");
            } else {
                out.println(
                        "The private key does not correspond to this certificate: holdfast"
                                + " certificate renew makes another pair");
            }
            row.certificate()
                    .ifPresent(
                            c -> c.warnings().forEach(warning -> out.println("Note: " + warning)));
            row.problems().forEach(problem -> out.println("Passed over: " + problem));
            out.println();
        }

        private static void print(CertificateDetails certificate, Table table) {
            table.row("subject", certificate.subject());
            table.row("names", String.join(", ", certificate.names()));
            table.row("issuer", certificate.issuer());
            table.row("valid from", certificate.validFrom().toString());
            table.row("valid until", certificate.validUntil().toString());
            table.row("key", certificate.key());
            table.row(
                    "use",
                    certificate.use().isEmpty() ? "any" : String.join(", ", certificate.use()));
            for (int i = 0; i < certificate.chain().size(); i++) {
                table.row("chain " + (i + 1), certificate.chain().get(i));
            }
            table.row("SHA-1", certificate.sha1());
            table.row("SHA-256", certificate.sha256());
        }
    }

    /** {@code certificate use}. */
    @Command(
            name = "use",
            description =
                    "Has connections show a certificate: its files (PEM, DER, PKCS#12; key as"
                            + " PKCS#8, PKCS#1 or SEC 1).")
    static final class UseCommand extends OnSettings.Changing {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Certificate, chain, key.")
        private List<Path> files = new ArrayList<>();

        @Option(
                names = "--connection",
                paramLabel = "NAME",
                description = "Only for this connection; else for the whole server.")
        private @Nullable String connection;

        @Option(names = "--force", description = "Also one that is expired or not valid yet.")
        private boolean force;

        @Option(
                names = "--password-stdin",
                description = "The password of a PKCS#12 file is standard input's first line.")
        private boolean fromStandardInput;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            char[] password = fromStandardInput ? readLine() : new char[0];
            List<Path> given =
                    files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
            try {
                ServerCertificate certificate = CertificateReader.read(given, password);
                var details = CertificateDetails.of(certificate, Instant.now());
                if (details.outOfDate(Instant.now()) && !force) {
                    throw new CommandRefused(
                            files.getFirst()
                                    + ": "
                                    + details.warnings().getFirst()
                                    + ", and clients will refuse it: renew it, or use it all the"
                                    + " same with --force");
                }
                boolean copied = password.length > 0;
                List<Path> used = copied && !dryRun ? List.of(copy(certificate)) : given;
                out.println("Certificate " + details.subject());
                out.println("SHA-256 " + details.sha256());
                out.println("You have a private key that corresponds to this certificate.");
                details.warnings().forEach(warning -> out.println("Note: " + warning));
                if (copied) {
                    out.println(
                            "Note: no password can be typed when the server starts, so a copy for"
                                    + " the owner alone is used; after a renewal do this again");
                }
                set(store, used, out);
            } catch (CertificateRefused e) {
                throw new CommandRefused(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new CommandRefused(
                        "the folder "
                                + server.config()
                                + " cannot be written ("
                                + e.getMessage()
                                + "): check its owner and mode");
            } finally {
                Arrays.fill(password, '\0');
            }
        }

        private Path copy(ServerCertificate certificate) throws IOException {
            return CertificateCopy.write(
                    certificate,
                    server.config().toAbsolutePath().normalize().resolve("certificates"),
                    connection == null ? "server" : connection);
        }

        private void set(SettingStore store, List<Path> used, PrintWriter out)
                throws SettingsException, CommandRefused {
            String value = used.stream().map(Path::toString).collect(Collectors.joining(","));
            var values = Map.of("certificate.files", value);
            if (connection != null) {
                String name = meant(store.configuration(), connection).getFirst();
                report(store.setConnection(name, values, dryRun), out);
            } else {
                report(
                        store.set(
                                "certificate.files",
                                value,
                                holdfast.settings.Scope.MACHINE,
                                dryRun),
                        out);
            }
        }

        private static char[] readLine() throws CommandRefused {
            try {
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                String line = in.readLine();
                if (line == null) {
                    throw new CommandRefused("standard input holds no password");
                }
                return line.toCharArray();
            } catch (IOException e) {
                throw new CommandRefused("standard input cannot be read: " + e.getMessage());
            }
        }
    }

    /** {@code certificate renew}. */
    @Command(
            name = "renew",
            description = "Replaces the certificate that the server made itself by a new one.")
    static final class RenewCommand extends OnSettings.Changing {
        @Option(names = "--connection", paramLabel = "NAME", description = "As the others have it.")
        private @Nullable String connection;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            Configuration now = store.configuration();
            var folders = new Folders(server.data(), server.config());
            List<String> others = new ArrayList<>();
            for (String name : meant(now, connection)) {
                var problems = new ArrayList<String>();
                ChosenCertificate.given(now.security(name), folders, problems)
                        .ifPresent(chosen -> others.add(name + " shows " + chosen.files()));
            }
            if (!others.isEmpty() && connection != null) {
                throw new CommandRefused(
                        "connection "
                                + others.getFirst()
                                + ", which the server did not make: put a new certificate in its"
                                + " place, and it is taken up by itself");
            }
            if (dryRun) {
                out.println("Would make a new certificate; clients would see another fingerprint");
                return;
            }
            out.println("Certificate renewed; SHA-256 " + renewed());
            others.forEach(other -> out.println("Note: connection " + other + ", as before"));
            takeOver(out);
        }

        /** By the server if one runs, so that nobody reads half of it. */
        private String renewed() throws CommandRefused {
            try {
                return server.control()
                        .call(new ControlRequest("renew certificate", Map.of()))
                        .getFirst()
                        .getAsString();
            } catch (ControlRefusal e) {
                throw new CommandRefused(String.valueOf(e.getMessage()));
            } catch (IOException noServer) {
                try {
                    return SelfSigned.renew(server.data(), Instant.now()).fingerprint();
                } catch (IOException | GeneralSecurityException e) {
                    throw new CommandRefused(
                            "the certificate in "
                                    + server.data()
                                    + " cannot be written ("
                                    + e.getMessage()
                                    + "): check the folder's owner and mode");
                }
            }
        }
    }
}
