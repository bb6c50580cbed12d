package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the reference manual of settings from the catalogue. Its main prints {@code
 * docs/settings.md}.
 */
public final class ManualWriter {
    private static final String HEAD =
            """
            # Settings

            This page is made from the catalogue of settings; do not edit it. How to work with
            settings, files and layers is in [settings-guide.md](settings-guide.md).

            Each setting can be called by its own name or by the name of Windows' value, in any
            case, on the command line and in `settings.toml` alike.

            Marks: **a** works in full; **b** is read, resolved and explained, and acts where the
            feature that it belongs to exists; **c** means something on Windows only, and is read,
            kept, exported and named.

            """;

    private ManualWriter() {}

    public static void main(String[] args) {
        System.out.print(manual());
    }

    /** The page, in Markdown. */
    public static String manual() {
        var out = new StringBuilder(HEAD);
        String group = "";
        List<Setting<?>> ordered = new ArrayList<>(Catalogue.all());
        List<String> groups = ordered.stream().map(ManualWriter::group).distinct().toList();
        out.append("Groups: ");
        out.append(
                groups.stream()
                        .map(name -> "[" + name + "](#" + name + ")")
                        .collect(Collectors.joining(", ")));
        out.append("\n");
        for (String each : groups) {
            for (Setting<?> setting : ordered) {
                if (group(setting).equals(each)) {
                    if (!group.equals(each)) {
                        group = each;
                        out.append("\n## ").append(each).append("\n");
                    }
                    entry(out, setting);
                }
            }
        }
        return out.toString();
    }

    private static String group(Setting<?> setting) {
        return setting.name().substring(0, setting.name().indexOf('.'));
    }

    private static void entry(StringBuilder out, Setting<?> setting) {
        out.append("\n### `").append(setting.name()).append("`\n\n");
        out.append(setting.help()).append("\n\n");
        out.append("| | |\n|---|---|\n");
        setting.windowsName().ifPresent(name -> row(out, "Windows' value", code(name)));
        if (!setting.aliases().isEmpty()) {
            row(
                    out,
                    "also called",
                    setting.aliases().stream()
                            .map(ManualWriter::code)
                            .collect(Collectors.joining(", ")));
        }
        row(out, "kind", setting.kind() + (setting.isSecret() ? ", never shown" : ""));
        row(out, "allowed", setting.allowed());
        row(out, "default", setting.defaultWords().isEmpty() ? "empty" : setting.defaultWords());
        row(out, "may be set in", ScopeNames.words(setting.scopes()));
        setting.inheritFlag()
                .ifPresent(flag ->
                        row(
                                out,
                                "a connection's value counts",
                                "where " + code(flag.name()) + " is 0"));
        row(out, "acts", setting.effect().words());
        row(out, "mark", setting.mark().letter() + ": " + setting.mark().words());
        setting.policy().ifPresent(policy -> policy(out, policy));
        List<String> paths = setting.registryPaths();
        if (!paths.isEmpty()) {
            row(
                    out,
                    "registry",
                    paths.stream().map(ManualWriter::code).collect(Collectors.joining("<br>")));
        }
    }

    private static void policy(StringBuilder out, PolicyRow policy) {
        row(out, "policy", policy.folder() + " > *" + policy.title() + "*");
        row(
                out,
                "policy writes",
                "Enabled: "
                        + policy.enabled()
                        + ", Disabled: "
                        + (policy.disabled().equals("-") ? "nothing" : policy.disabled())
                        + "; class: "
                        + policy.side().words());
    }

    private static void row(StringBuilder out, String left, String right) {
        out.append("| ").append(left).append(" | ").append(right.replace("|", "\\|"));
        out.append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
