package holdfast.settings;

import holdfast.settings.ValueType.Unit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an administrator may set, declared once. Command line, files, import, export,
 * explanations and the manual are derived from the declaration.
 *
 * @param <T> the type that code works with
 */
public final class Setting<T> {
    private final String name;
    private final ValueType<T> type;
    private final T otherwise;
    private final String defaultWords;
    private final Set<Scope.Kind> scopes;
    private final Effect effect;
    private final Mark mark;
    private final String help;
    private final boolean secret;
    private final @Nullable String windowsName;
    private final List<String> aliases;
    private final @Nullable String machineKey;
    private final boolean listenerValue;
    private final @Nullable String policyKey;
    private final @Nullable PolicyRow policy;
    private final @Nullable Setting<Boolean> inheritFlag;

    private Setting(Draft<T> draft, T otherwise, String help) {
        this.name = draft.name;
        this.type = draft.type;
        this.otherwise = otherwise;
        this.defaultWords = draft.defaultWords;
        this.scopes = Collections.unmodifiableSet(draft.scopes);
        this.effect = draft.effect;
        this.mark = draft.mark;
        this.help = help;
        this.secret = draft.secret;
        this.windowsName = draft.windowsName;
        this.aliases = draft.aliases;
        this.machineKey = draft.machineKey;
        this.listenerValue = draft.listenerValue;
        this.policyKey = draft.policyKey;
        this.policy = draft.policy;
        this.inheritFlag = draft.inheritFlag;
    }

    static Draft<Boolean> flag(String name) {
        return new Draft<>(name, SwitchType.SWITCH, false);
    }

    static Draft<Long> number(String name) {
        return new Draft<>(name, NumberType.number(), 0L);
    }

    static Draft<Long> oneOf(String name, Map<Long, String> labels) {
        return new Draft<>(name, NumberType.oneOf(labels), Collections.min(labels.keySet()));
    }

    /** A limit of a session; zero means none. */
    static Draft<Duration> limit(String name) {
        return new Draft<>(name, SpanType.limit(), Duration.ZERO);
    }

    static Draft<Duration> span(String name, Unit unit) {
        return new Draft<>(name, SpanType.in(unit), Duration.ZERO);
    }

    static <E extends Enum<E> & Coded> Draft<E> choice(String name, E[] all, E otherwise) {
        return new Draft<>(name, new ChoiceType<>(all), otherwise);
    }

    static Draft<String> text(String name) {
        return new Draft<>(name, TextType.upTo(TextType.LONGEST), "");
    }

    static Draft<String> text(String name, int longest) {
        return new Draft<>(name, TextType.upTo(longest), "");
    }

    static Draft<List<String>> list(String name, TextListType.Entry entry) {
        return new Draft<>(name, TextListType.of(entry), List.of());
    }

    static Draft<String> bytes(String name, int length) {
        return new Draft<>(name, new BytesType(length), "");
    }

    /** Our name, such as {@code session.idle-limit}. */
    public String name() {
        return name;
    }

    /** The name of Windows' value, such as {@code MaxIdleTime}; it is understood everywhere. */
    public Optional<String> windowsName() {
        return Optional.ofNullable(windowsName);
    }

    /** Further names that are understood. */
    public List<String> aliases() {
        return aliases;
    }

    /** What holds when nobody sets it. */
    public T otherwise() {
        return otherwise;
    }

    /** The default in words: its value and, where that needs saying, what it means. */
    public String defaultWords() {
        return defaultWords.isEmpty() ? type.show(otherwise) : defaultWords;
    }

    /** Where it may be set. */
    public Set<Scope.Kind> scopes() {
        return scopes;
    }

    public Effect effect() {
        return effect;
    }

    public Mark mark() {
        return mark;
    }

    /** One line of help. */
    public String help() {
        return help;
    }

    /** A secret is never shown, logged or explained. */
    public boolean isSecret() {
        return secret;
    }

    /** What kind of value it takes, in a word. */
    public String kind() {
        return type.kind();
    }

    /** The values that are allowed, in words. */
    public String allowed() {
        return type.allowed();
    }

    /** The group policy that sets it. */
    public Optional<PolicyRow> policy() {
        return Optional.ofNullable(policy);
    }

    /** The connection's flag that must be cleared before its value beats the user's. */
    public Optional<Setting<Boolean>> inheritFlag() {
        return Optional.ofNullable(inheritFlag);
    }

    /** The value as people write it; {@code ***} for a secret. */
    public String show(T value) {
        return secret ? "***" : type.show(value);
    }

    /** Where Windows keeps it, as whole paths. */
    public List<String> registryPaths() {
        return RegistryPlace.windowsPathsOf(this);
    }

    ValueType<T> type() {
        return type;
    }

    @Nullable String machineKey() {
        return machineKey;
    }

    boolean isListenerValue() {
        return listenerValue;
    }

    @Nullable String policyKey() {
        return policyKey;
    }

    boolean isCalled(String text) {
        return name.equalsIgnoreCase(text)
                || (windowsName != null && windowsName.equalsIgnoreCase(text))
                || aliases.stream().anyMatch(text::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A declaration being written. */
    static final class Draft<T> {
        private final String name;
        private ValueType<T> type;
        private T otherwise;
        private String defaultWords = "";
        // In the order of the constants; an EnumSet would ask for them by reflection, which
        // costs the start of every tool several milliseconds.
        private final TreeSet<Scope.Kind> scopes = new TreeSet<>();
        private Effect effect = Effect.NEXT_LOGON;
        private Mark mark = Mark.WORKS;
        private boolean secret;
        private @Nullable String windowsName;
        private List<String> aliases = List.of();
        private @Nullable String machineKey;
        private boolean listenerValue;
        private @Nullable String policyKey;
        private @Nullable PolicyRow policy;
        private @Nullable Setting<Boolean> inheritFlag;

        private Draft(String name, ValueType<T> type, T otherwise) {
            this.name = name;
            this.type = type;
            this.otherwise = otherwise;
        }

        Draft<T> windows(String valueName) {
            this.windowsName = valueName;
            return this;
        }

        Draft<T> alsoCalled(String... names) {
            this.aliases = List.of(names);
            return this;
        }

        Draft<T> between(T min, T max) {
            this.type = type.between(min, max);
            return this;
        }

        Draft<T> otherwise(T value) {
            this.otherwise = value;
            return this;
        }

        Draft<T> otherwise(T value, String words) {
            this.otherwise = value;
            this.defaultWords = words;
            return this;
        }

        /** Settable for the machine, at a place of ours or in the default user configuration. */
        Draft<T> machine() {
            scopes.add(Scope.Kind.MACHINE);
            return this;
        }

        /** Settable for the machine; Windows keeps it under {@code key}. */
        Draft<T> machineAt(String key) {
            this.machineKey = key;
            return machine();
        }

        /** Settable per connection; Windows keeps it in the listener's key. */
        Draft<T> listener() {
            this.listenerValue = true;
            return connection();
        }

        /** Settable per connection, and the connection's value waits for {@code flag} to be 0. */
        Draft<T> listener(Setting<Boolean> flag) {
            this.inheritFlag = flag;
            return listener();
        }

        /** Settable per connection, at a place of ours. */
        Draft<T> connection() {
            scopes.add(Scope.Kind.CONNECTION);
            return this;
        }

        Draft<T> user() {
            scopes.add(Scope.Kind.USER);
            return this;
        }

        /** A setting of our own: for the machine, a connection, and by policy. */
        Draft<T> ours() {
            scopes.add(Scope.Kind.POLICY);
            return machine().connection();
        }

        /** A setting of our own about the server as a whole. */
        Draft<T> oursForTheServer() {
            scopes.add(Scope.Kind.POLICY);
            return machine();
        }

        /** Set by a group policy that writes to the key of Terminal Services. */
        Draft<T> policy(PolicyRow row) {
            return policy(row, RegistryKeys.POLICY);
        }

        /** Set by a group policy that writes to {@code key}. */
        Draft<T> policy(PolicyRow row, String key) {
            this.policy = row;
            return policyAt(key, row.side() != PolicyRow.Side.COMPUTER);
        }

        /** May stand in a policy key, although no template has a policy for it. */
        Draft<T> policyAt(String key, boolean usersToo) {
            this.policyKey = key;
            scopes.add(Scope.Kind.POLICY);
            if (usersToo) {
                scopes.add(Scope.Kind.USER_POLICY);
            }
            return this;
        }

        Draft<T> acts(Effect when) {
            this.effect = when;
            return this;
        }

        Draft<T> mark(Mark how) {
            this.mark = how;
            return this;
        }

        Draft<T> secret() {
            this.secret = true;
            return this;
        }

        Setting<T> help(String line) {
            return new Setting<>(this, otherwise, line);
        }
    }
}
