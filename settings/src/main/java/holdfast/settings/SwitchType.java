package holdfast.settings;

import java.util.Locale;

/** On or off; a DWORD of 1 or 0 in the registry. */
final class SwitchType extends ValueType<Boolean> {
    static final SwitchType SWITCH = new SwitchType();

    private SwitchType() {}

    @Override
    Boolean parse(String text) throws BadValue {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "on", "yes" -> true;
            case "0", "false", "off", "no" -> false;
            default -> throw new BadValue("\"" + text + "\"", allowed());
        };
    }

    /** Zero is off and everything else on, as Windows reads its flags. */
    @Override
    Boolean fromRegistry(RegistryData data) throws BadValue {
        return data.number().orElseThrow(() -> new BadValue(found(data), allowed())) != 0;
    }

    @Override
    RegistryData toRegistry(Boolean value) {
        return RegistryData.dword(value ? 1 : 0);
    }

    @Override
    String show(Boolean value) {
        return value ? "1" : "0";
    }

    @Override
    String toToml(Boolean value) {
        return value ? "1" : "0";
    }

    @Override
    String allowed() {
        return "1 (on) or 0 (off)";
    }

    @Override
    String kind() {
        return "switch";
    }
}
