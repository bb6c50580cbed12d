package holdfast.operator.cli;

import com.google.gson.JsonElement;
import holdfast.operator.control.ControlClient;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import holdfast.server.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}: which server a command is for. */
final class ServerFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of the server that is meant.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Its settings folder (DATA/config).")
    private @Nullable Path config;

    Path data() {
        return data != null ? data : DataFolder.standard();
    }

    /** The settings folder: as told, else the running server's, else the usual one. */
    Path config() {
        if (config != null) {
            return config;
        }
        try {
            config =
                    Path.of(
                            control()
                                    .call(new ControlRequest("config folder", Map.of()))
                                    .getFirst()
                                    .getAsString());
        } catch (IOException | ControlRefusal noServer) {
            config = data().resolve("config");
        }
        return config;
    }

    ControlClient control() {
        return new ControlClient(data().resolve(DataFolder.CONTROL_SOCKET));
    }

    /** Asks the running server; refuses with the remedy when there is none. */
    List<JsonElement> ask(String command, Map<String, String> options) throws CommandRefused {
        try {
            return control().call(new ControlRequest(command, options));
        } catch (ControlRefusal e) {
            throw new CommandRefused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw noServer();
        }
    }

    /** As {@link #ask}, for answers that come one by one. */
    void follow(String command, Map<String, String> options, Consumer<JsonElement> each)
            throws CommandRefused {
        try {
            control().follow(new ControlRequest(command, options), each);
        } catch (ControlRefusal e) {
            throw new CommandRefused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw noServer();
        }
    }

    private CommandRefused noServer() {
        return new CommandRefused(
                "no server runs on the data folder "
                        + data()
                        + ", or it may not be reached by this user: start it with holdfast run, or"
                        + " name its folder with --data");
    }
}
