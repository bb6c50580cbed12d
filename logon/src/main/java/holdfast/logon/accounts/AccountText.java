package holdfast.logon.accounts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlInvalidTypeException;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The account file's text: TOML, one {@code [[account]]} table each. */
final class AccountText {
    private static final String HEADER =
            "# Accounts of Holdfast. Use \"holdfast user\" to change them, also while it runs.\n";

    private AccountText() {}

    static String write(Collection<StoredAccount> accounts) {
        var text = new StringBuilder(HEADER);
        for (var stored : accounts) {
            var account = stored.account();
            text.append("\n[[account]]\n");
            line(text, "name", quoted(account.name()));
            account.osUser().ifPresent(user -> line(text, "os-user", quoted(user)));
            line(text, "added", account.added().toString());
            line(text, "password-changed", account.passwordChanged().toString());
            line(text, "password", quoted(stored.passwordHash()));
            line(text, "ntlm", Boolean.toString(account.ntlm()));
            stored.sealedNtHash()
                    .ifPresent(sealed ->
                            line(
                                    text,
                                    "ntlm-key",
                                    quoted(Base64.getEncoder().encodeToString(sealed))));
            line(text, "disabled", Boolean.toString(account.disabled()));
            line(text, "must-change", Boolean.toString(account.mustChange()));
        }
        return text.toString();
    }

    /**
     * @param file its name, for refusals
     * @return the accounts by folded name
     */
    static Map<String, StoredAccount> read(String text, String file) throws AccountException {
        var toml = Toml.parse(text);
        if (toml.hasErrors()) {
            var first = toml.errors().getFirst();
            throw unreadable(file, first.position(), String.valueOf(first.getMessage()));
        }
        var accounts = new TreeMap<String, StoredAccount>();
        TomlArray tables = toml.getArrayOrEmpty("account");
        for (int i = 0; i < tables.size(); i++) {
            TomlPosition at = Objects.requireNonNull(tables.inputPositionOf(i));
            if (!(tables.get(i) instanceof TomlTable table)) {
                throw unreadable(file, at, "account is not a table");
            }
            var account = account(table, file, at);
            if (accounts.put(AccountName.fold(account.account().name()), account) != null) {
                throw unreadable(file, at, "a second account with the same name");
            }
        }
        return accounts;
    }

    private static StoredAccount account(TomlTable table, String file, TomlPosition at)
            throws AccountException {
        try {
            String name = AccountName.check(required(table, "name", file, at));
            String hash = required(table, "password", file, at);
            if (!PasswordHash.wellFormed(hash)) {
                throw unreadable(file, at, "password is no argon2id hash in PHC form");
            }
            boolean ntlm = table.getBoolean("ntlm", () -> false);
            var account =
                    new LocalAccount(
                            name,
                            Optional.ofNullable(table.getString("os-user")),
                            table.getBoolean("disabled", () -> false),
                            table.getBoolean("must-change", () -> false),
                            ntlm,
                            time(table, "added"),
                            time(table, "password-changed"));
            var sealed =
                    Optional.ofNullable(table.getString("ntlm-key"))
                            .filter(_ -> ntlm)
                            .map(Base64.getDecoder()::decode);
            return new StoredAccount(account, hash, sealed);
        } catch (TomlInvalidTypeException | IllegalArgumentException wrong) {
            throw unreadable(file, at, String.valueOf(wrong.getMessage()));
        }
    }

    private static Instant time(TomlTable table, String key) {
        return table.getOffsetDateTime(
                        key, () -> OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                .toInstant();
    }

    private static String required(TomlTable table, String key, String file, TomlPosition at)
            throws AccountException {
        String value = table.getString(key);
        if (value == null) {
            throw unreadable(file, at, "an account without " + key);
        }
        return value;
    }

    private static AccountException unreadable(String file, TomlPosition at, String why) {
        return new AccountException(
                new AccountException.Reason.Unreadable(
                        file, "line " + at.line() + ", column " + at.column() + ": " + why));
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static String quoted(String value) {
        return '"' + Toml.tomlEscape(value).toString() + '"';
    }
}
