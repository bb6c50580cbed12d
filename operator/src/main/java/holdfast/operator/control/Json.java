package holdfast.operator.control;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one JSON form: records by field, times as ISO 8601, what is absent left out. */
public final class Json {
    /** One line an object, as the control socket carries it. */
    public static final Gson LINES = builder().create();

    /** For people and scripts: {@code --json}. */
    public static final Gson PRETTY = builder().setPrettyPrinting().create();

    private Json() {}

    private static GsonBuilder builder() {
        return new GsonBuilder()
                .disableHtmlEscaping()
                .registerTypeAdapter(Instant.class, text())
                .registerTypeAdapter(
                        Instant.class,
                        (JsonDeserializer<Instant>)
                                (value, type, context) -> Instant.parse(value.getAsString()))
                .registerTypeAdapter(Duration.class, text())
                .registerTypeHierarchyAdapter(Path.class, text())
                .registerTypeAdapter(
                        Optional.class,
                        (JsonSerializer<Optional<?>>)
                                (value, type, context) ->
                                        value.isPresent()
                                                ? context.serialize(value.get())
                                                : com.google.gson.JsonNull.INSTANCE);
    }

    private static JsonSerializer<Object> text() {
        return (value, type, context) -> new JsonPrimitive(value.toString());
    }
}
