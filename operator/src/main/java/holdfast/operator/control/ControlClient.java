package holdfast.operator.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The asking end of the control socket. */
public final class ControlClient {
    private final Path socket;

    public ControlClient(Path socket) {
        this.socket = socket;
    }

    /** Whether a server listens there. */
    public boolean serverRuns() {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** All results of a command, once it is done. */
    public List<JsonElement> call(ControlRequest request) throws IOException, ControlRefusal {
        var results = new ArrayList<JsonElement>();
        follow(request, results::add);
        return results;
    }

    /** Hands over each result as it comes, until the command is done. */
    public void follow(ControlRequest request, Consumer<JsonElement> results)
            throws IOException, ControlRefusal {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            ByteBuffer line =
                    ByteBuffer.wrap(
                            (Json.LINES.toJson(request) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            for (String answer = in.readLine(); answer != null; answer = in.readLine()) {
                JsonObject object = JsonParser.parseString(answer).getAsJsonObject();
                if (object.has("error")) {
                    throw new ControlRefusal(object.get("error").getAsString());
                }
                results.accept(object.get("result"));
            }
        }
    }
}
