package holdfast.settings.files;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The settings as they were before a change.
 *
 * @param description of the change that came after it
 */
public record Backup(Path file, Instant time, String description) {}
