package holdfast.settings;

import java.util.List;

/** What comes of bringing a registry file in. */
public sealed interface ImportResult {

    /**
     * What would hold afterwards.
     *
     * @param notes what an administrator should know: meanings that were chosen, Windows-only
     *     values
     * @param kept what no setting corresponds to, as far as this file brought it
     */
    record Ready(Configuration configuration, List<String> notes, List<KeptValue> kept)
            implements ImportResult {}

    /**
     * The file has a value whose meaning depends on the Windows that it comes from, and does not
     * say which: ask, and give a {@link SourceVersion}.
     */
    record VersionNeeded(String question) implements ImportResult {}
}
