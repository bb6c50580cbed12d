package holdfast.operator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an administrator does to a session. */
final class SessionCommands {
    private SessionCommands() {}

    /** One session, one thing done to it. */
    abstract static class OnSession implements Callable<Integer> {
        @Mixin ServerFolder server = new ServerFolder();
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "ID", description = "As holdfast query session says.")
        int session;

        @Override
        public Integer call() throws CommandRefused {
            Map<String, String> options = new HashMap<>(options());
            options.put("session", Integer.toString(session));
            server.ask(spec.name(), options)
                    .forEach(answer -> spec.commandLine().getOut().println(answer.getAsString()));
            spec.commandLine().getOut().flush();
            return 0;
        }

        Map<String, String> options() {
            return Map.of();
        }
    }

    @Command(name = "disconnect", description = "Takes the client off; the session goes on.")
    static final class DisconnectCommand extends OnSession {}

    @Command(name = "logoff", description = "Ends a session and lets its programs save.")
    static final class LogoffCommand extends OnSession {}

    @Command(name = "reset", description = "Ends a session at once.")
    static final class ResetCommand extends OnSession {}

    @Command(
            name = "connect",
            description = "Shows a session at the client of another one (tscon).")
    static final class ConnectCommand extends OnSession {
        @Option(
                names = "--dest",
                required = true,
                paramLabel = "ID",
                description = "The session whose client is to show it.")
        private int destination;

        @Override
        Map<String, String> options() {
            return Map.of("destination", Integer.toString(destination));
        }
    }

    @Command(name = "picture", description = "Writes what a session shows as a PNG file.")
    static final class PictureCommand implements Callable<Integer> {
        @Mixin private ServerFolder server = new ServerFolder();

        @Parameters(index = "0", paramLabel = "ID")
        private int session;

        @Parameters(index = "1", paramLabel = "FILE")
        private Path file = Path.of("session.png");

        @Override
        public Integer call() throws CommandRefused {
            String png =
                    server.ask("picture", Map.of("session", Integer.toString(session)))
                            .getFirst()
                            .getAsString();
            try {
                Files.write(file, Base64.getDecoder().decode(png));
            } catch (IOException e) {
                throw new CommandRefused(
                        file + " cannot be written (" + e + "): name another file");
            }
            return 0;
        }
    }

    @Command(name = "message", description = "Shows a message to a session's user.")
    static final class MessageCommand extends OnSession {
        @Parameters(index = "1", paramLabel = "TEXT", description = "What to say.")
        private String text = "";

        @Option(names = "--title", description = "Over the text.")
        private String title = "Message from the administrator";

        @Option(
                names = "--time",
                paramLabel = "SECONDS",
                description = "How long it is shown (0: until answered).")
        private int seconds;

        @Option(names = "--wait", description = "Wait for the answer and print it.")
        private boolean wait;

        @Override
        Map<String, String> options() {
            return Map.of(
                    "text",
                    text,
                    "title",
                    title,
                    "seconds",
                    Integer.toString(seconds),
                    "wait",
                    Boolean.toString(wait));
        }
    }
}
