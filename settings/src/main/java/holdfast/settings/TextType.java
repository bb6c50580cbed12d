package holdfast.settings;

/** One line of text; a REG_SZ in the registry. */
final class TextType extends ValueType<String> {
    static final int LONGEST = 4096;

    private final int longest;

    private TextType(int longest) {
        this.longest = longest;
    }

    static TextType upTo(int longest) {
        return new TextType(longest);
    }

    @Override
    String parse(String text) throws BadValue {
        boolean control = text.chars().anyMatch(Character::isISOControl);
        if (control || text.length() > longest) {
            throw new BadValue(
                    control
                            ? "text with control characters"
                            : "text of " + text.length() + " characters",
                    allowed());
        }
        return text;
    }

    @Override
    String fromRegistry(RegistryData data) throws BadValue {
        return parse(data.text().orElseThrow(() -> new BadValue(found(data), allowed())));
    }

    @Override
    RegistryData toRegistry(String value) {
        return RegistryData.text(value);
    }

    @Override
    String show(String value) {
        return value;
    }

    @Override
    String toToml(String value) {
        return Toml.string(value);
    }

    @Override
    String allowed() {
        return "one line of text, up to " + longest + " characters";
    }

    @Override
    String kind() {
        return "text";
    }
}
