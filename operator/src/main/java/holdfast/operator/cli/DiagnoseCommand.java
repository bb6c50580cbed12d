package holdfast.operator.cli;

import com.google.gson.JsonElement;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import holdfast.operator.control.Json;
import holdfast.operator.diagnosis.Answer;
import holdfast.operator.diagnosis.Diagnosis;
import holdfast.operator.diagnosis.Evidence;
import holdfast.operator.diagnosis.Evidence.CertificateState;
import holdfast.operator.diagnosis.Evidence.EventRow;
import holdfast.operator.diagnosis.Evidence.Running;
import holdfast.operator.diagnosis.Evidence.SessionRow;
import holdfast.operator.diagnosis.Question;
import holdfast.server.HoldfastServer;
import holdfast.server.tls.ChosenCertificate;
import holdfast.server.tls.ChosenCertificate.Folders;
import holdfast.server.tls.ChosenCertificate.Source;
import holdfast.server.tls.SelfSigned;
import holdfast.server.tls.ServerCertificate;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.SettingsException;
import holdfast.settings.files.SettingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast diagnose}. */
@Command(
        name = "diagnose",
        description =
                "What happened, on what evidence, which setting is behind it, what mends it;"
                        + " without options checks the server at rest.")
final class DiagnoseCommand extends OnSettings {
    private static final String EVENTS = "5000";

    @Option(names = "--session", paramLabel = "ID", description = "About this session.")
    private @Nullable Integer session;

    @Option(names = "--user", paramLabel = "NAME", description = "About this user.")
    private @Nullable String user;

    @Option(names = "--address", paramLabel = "ADDR", description = "About clients from there.")
    private @Nullable String address;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "What the client said: its words, or its disconnect reason's number.")
    private @Nullable String message;

    @Option(names = "--json", description = "One object.")
    private boolean json;

    @Override
    void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
        Configuration settings = inForce(store);
        var question =
                new Question(
                        session == null ? OptionalInt.empty() : OptionalInt.of(session),
                        Optional.ofNullable(user),
                        Optional.ofNullable(address),
                        Optional.ofNullable(message));
        Instant now = Instant.now();
        var evidence =
                new Evidence(
                        settings,
                        certificates(settings, now),
                        Files.exists(HoldfastServer.keytab(server.config())),
                        running(),
                        now);
        if (evidence.knowsNothingOf(question)) {
            throw new CommandRefused(
                    "there is no session "
                            + session
                            + ", and the record has none: holdfast query session shows which there"
                            + " are, holdfast events what became of others");
        }
        var found = Diagnosis.of(question, evidence);
        if (json) {
            out.println(Json.PRETTY.toJson(found));
        } else {
            print(question, found, out);
        }
    }

    private static void print(Question question, Diagnosis found, PrintWriter out) {
        found.meaning().ifPresent(meaning -> out.println("The message means: " + meaning + "."));
        if (question.message().isPresent() && found.meaning().isEmpty()) {
            out.println("The message is not a known one; this is what the server shows anyway.");
        }
        if (found.answers().isEmpty()) {
            out.println("Nothing was found that would explain it.");
            return;
        }
        int number = 0;
        for (Answer answer : found.answers()) {
            number++;
            out.println();
            out.println(number + ". " + capital(answer.what()) + " [" + words(answer) + "]");
            answer.evidence().forEach(line -> out.println("   seen:    " + line));
            if (!answer.setting().isEmpty()) {
                out.println("   setting: " + answer.setting());
            }
            if (!answer.remedy().isEmpty()) {
                out.println("   do:      " + answer.remedy());
            }
        }
    }

    private static String words(Answer answer) {
        int likelihood = answer.likelihood();
        return likelihood >= 85
                ? "very likely"
                : likelihood >= 60 ? "likely" : likelihood >= 30 ? "possible" : "for the record";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private List<CertificateState> certificates(Configuration settings, Instant now) {
        var folders = new Folders(server.data(), server.config());
        var states = new ArrayList<CertificateState>();
        for (ConnectionDefinition connection : settings.connections()) {
            var problems = new ArrayList<String>();
            Optional<ChosenCertificate> given =
                    ChosenCertificate.given(
                            settings.security(connection.name()), folders, problems);
            Optional<ServerCertificate> shown = given.map(ChosenCertificate::certificate);
            if (shown.isEmpty()) {
                try {
                    shown = SelfSigned.kept(folders.data());
                } catch (IOException | GeneralSecurityException e) {
                    problems.add("the self-signed certificate cannot be read: " + e.getMessage());
                }
            }
            // Before the first start there is none, and that is no fault.
            boolean none = shown.isEmpty() && problems.isEmpty();
            states.add(
                    new CertificateState(
                            connection.name(),
                            given.map(ChosenCertificate::source).orElse(Source.SELF_SIGNED).words(),
                            none || shown.filter(ServerCertificate::keyCorresponds).isPresent(),
                            shown.filter(ServerCertificate::selfSigned).isPresent(),
                            shown.map(one -> one.certificate().getNotAfter().toInstant())
                                    .orElse(Instant.MAX),
                            problems));
        }
        return states;
    }

    private Optional<Running> running() {
        try {
            return Optional.of(
                    new Running(
                            rows("query session", Map.of(), SessionRow.class),
                            rows("events", Map.of("last", EVENTS), EventRow.class)));
        } catch (IOException | ControlRefusal noServer) {
            return Optional.empty();
        }
    }

    private <T> List<T> rows(String command, Map<String, String> options, Class<T> row)
            throws IOException, ControlRefusal {
        var rows = new ArrayList<T>();
        for (JsonElement one : server.control().call(new ControlRequest(command, options))) {
            rows.add(Json.LINES.fromJson(one, row));
        }
        return rows;
    }
}
