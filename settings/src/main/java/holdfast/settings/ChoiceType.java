package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One of the constants of an enum; a DWORD in the registry. */
final class ChoiceType<E extends Enum<E> & Coded> extends ValueType<E> {
    private final List<E> choices;

    ChoiceType(E[] all) {
        // A negative code marks a default that nobody can give. A loop, because every tool runs
        // this when it starts, and a program's first lambda is slow.
        choices = new ArrayList<>();
        for (E choice : all) {
            if (choice.code() >= 0) {
                choices.add(choice);
            }
        }
    }

    @Override
    E parse(String text) throws BadValue {
        String word = text.strip();
        for (E choice : choices) {
            if (choice.word().equalsIgnoreCase(word)
                    || choice.name().equalsIgnoreCase(word)
                    || String.valueOf(choice.code()).equals(word)) {
                return choice;
            }
        }
        throw new BadValue("\"" + text + "\"", allowed());
    }

    @Override
    E fromRegistry(RegistryData data) throws BadValue {
        long number = data.number().orElseThrow(() -> new BadValue(found(data), allowed()));
        for (E choice : choices) {
            if (choice.code() == number) {
                return choice;
            }
        }
        throw new BadValue(String.valueOf(number), allowed());
    }

    @Override
    RegistryData toRegistry(E value) {
        return RegistryData.dword(value.code());
    }

    @Override
    String show(E value) {
        return value.word();
    }

    @Override
    String toToml(E value) {
        return Toml.string(value.word());
    }

    @Override
    String allowed() {
        return choices.stream()
                .map(choice -> choice.code() + " (" + choice.word() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    String kind() {
        return "choice";
    }
}
