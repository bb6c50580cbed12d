package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list of texts; a REG_MULTI_SZ in the registry, separated by commas where people type it. */
final class TextListType extends ValueType<List<String>> {
    private static final int MOST = 256;

    /** What each entry must look like. */
    enum Entry {
        ANY("texts"),
        ADDRESS("addresses, each as ADDRESS or ADDRESS:PORT"),
        PERMISSION(
                "permissions, each as NAME=RIGHT with NAME a user, @group or * and RIGHT one of none,"
                        + " guest, user, full"),
        PRINCIPAL("rules, each as PATTERN=NAME with PATTERN a regular expression");

        private final String words;

        Entry(String words) {
            this.words = words;
        }
    }

    private final Entry entry;

    private TextListType(Entry entry) {
        this.entry = entry;
    }

    static TextListType of(Entry entry) {
        return new TextListType(entry);
    }

    @Override
    List<String> parse(String text) throws BadValue {
        var parts = new ArrayList<String>();
        for (String part : text.split(",", -1)) {
            parts.add(part.strip());
        }
        parts.removeIf(String::isEmpty);
        return checked(parts);
    }

    @Override
    List<String> fromToml(Object value) throws BadValue {
        if (!(value instanceof List<?> list)) {
            return super.fromToml(value);
        }
        var parts = new ArrayList<String>();
        for (Object part : list) {
            if (!(part instanceof String text)) {
                throw new BadValue("a list with a " + kindOf(part), allowed());
            }
            parts.add(text.strip());
        }
        return checked(parts);
    }

    @Override
    List<String> fromRegistry(RegistryData data) throws BadValue {
        return checked(data.texts().orElseThrow(() -> new BadValue(found(data), allowed())));
    }

    private List<String> checked(List<String> parts) throws BadValue {
        if (parts.size() > MOST) {
            throw new BadValue("a list of " + parts.size(), allowed());
        }
        for (String part : parts) {
            boolean plain = !part.isEmpty() && part.indexOf(',') < 0;
            boolean fits =
                    plain
                            && part.length() <= TextType.LONGEST
                            && part.chars().noneMatch(Character::isISOControl)
                            && switch (entry) {
                                case ANY -> true;
                                case ADDRESS -> ListenAddress.tryParse(part).isPresent();
                                case PERMISSION -> Permission.tryParse(part).isPresent();
                                case PRINCIPAL -> PrincipalRule.tryParse(part).isPresent();
                            };
            if (!fits) {
                throw new BadValue("\"" + part + "\"", allowed());
            }
        }
        return List.copyOf(parts);
    }

    @Override
    RegistryData toRegistry(List<String> value) {
        return RegistryData.texts(value);
    }

    @Override
    String show(List<String> value) {
        return String.join(",", value);
    }

    @Override
    String toToml(List<String> value) {
        return value.stream().map(Toml::string).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    String allowed() {
        return "a list of up to " + MOST + " " + entry.words;
    }

    @Override
    String kind() {
        return "list";
    }
}
