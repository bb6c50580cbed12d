package holdfast.settings;

import java.util.HexFormat;
import java.util.Locale;

/** Bytes of a fixed length as lower-case hexadecimal digits; a REG_BINARY in the registry. */
final class BytesType extends ValueType<String> {
    private final int length;

    BytesType(int length) {
        this.length = length;
    }

    @Override
    String parse(String text) throws BadValue {
        String digits = text.replaceAll("[\\s:,-]", "").toLowerCase(Locale.ROOT);
        boolean fits =
                (digits.isEmpty() || digits.length() == 2 * length)
                        && digits.chars().allMatch(HexFormat::isHexDigit);
        if (!fits) {
            throw new BadValue("\"" + text + "\"", allowed());
        }
        return digits;
    }

    /** WMI shows a hash as text where the registry has bytes; both are taken. */
    @Override
    String fromRegistry(RegistryData data) throws BadValue {
        if (data.type() == RegistryData.BINARY || data.type() == RegistryData.NONE) {
            return parse(data.hex());
        }
        return parse(data.text().orElseThrow(() -> new BadValue(found(data), allowed())));
    }

    @Override
    RegistryData toRegistry(String value) {
        return RegistryData.binary(HexFormat.of().parseHex(value));
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
        return length + " bytes as " + 2 * length + " hexadecimal digits";
    }

    @Override
    String kind() {
        return "bytes";
    }
}
