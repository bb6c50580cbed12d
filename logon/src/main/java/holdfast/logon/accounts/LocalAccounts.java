package holdfast.logon.accounts;

import holdfast.logon.OsUser;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The accounts in one data folder: {@code accounts.toml}, and {@code accounts.key} that seals what
 * NTLM needs. Safe for many threads and for several processes: writers take turns through a lock
 * file, readers see a change at their next question. Hashing a password takes about 50 ms.
 */
public final class LocalAccounts {
    private static final String ROOT = "root";

    /** The longest that fits Client Info: [MS-RDPBCGR] 2.2.1.11.1.1. */
    private static final int LONGEST_PASSWORD = 255;

    private final AccountFile file;
    private final NtHashSeal seal;
    private final PasswordHash hashing;
    private final OsUsers osUsers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    private LocalAccounts(
            Path dataFolder, OsUsers osUsers, InstantSource clock, PasswordHash hashing) {
        this.file = new AccountFile(dataFolder);
        this.seal = new NtHashSeal(dataFolder.resolve("accounts.key"));
        this.hashing = hashing;
        this.osUsers = osUsers;
        this.clock = clock;
    }

    /** The accounts of {@code dataFolder}, which must exist; the file need not. */
    public static LocalAccounts in(Path dataFolder, OsUsers osUsers, InstantSource clock) {
        return new LocalAccounts(dataFolder, osUsers, clock, PasswordHash.STANDARD);
    }

    /** The same with hashing parameters of the caller's, for tests that hash a lot. */
    static LocalAccounts in(
            Path dataFolder, OsUsers osUsers, InstantSource clock, PasswordHash hashing) {
        return new LocalAccounts(dataFolder, osUsers, clock, hashing);
    }

    /** All accounts, by name. */
    public List<LocalAccount> list() throws AccountException {
        return file.read().values().stream().map(StoredAccount::account).toList();
    }

    /** The account somebody means: the one called {@code name@realm}, else the one called name. */
    public Optional<LocalAccount> find(UserName name) throws AccountException {
        return stored(name).map(StoredAccount::account);
    }

    /**
     * Adds an account.
     *
     * @param password read, not kept; the caller wipes it
     */
    public LocalAccount add(String name, char[] password, AccountOptions options)
            throws AccountException {
        String spelled = AccountName.check(name);
        var now = clock.instant();
        var account =
                new LocalAccount(
                        spelled,
                        options.osUser(),
                        false,
                        options.mustChange(),
                        options.ntlm(),
                        now,
                        now);
        osUser(account); // Refused now rather than at the first logon.
        var entry = protect(account, password);
        file.update(accounts -> {
            if (accounts.putIfAbsent(AccountName.fold(spelled), entry) != null) {
                throw new AccountException(new AccountException.Reason.AlreadyThere(spelled));
            }
        });
        return account;
    }

    /**
     * Sets a new password, which also ends the duty to change it.
     *
     * @param password read, not kept; the caller wipes it
     */
    public LocalAccount setPassword(String name, char[] password) throws AccountException {
        return setPassword(name, password, UnaryOperator.identity());
    }

    /** Sets a new password and changes flags of the account with it, in one step. */
    public LocalAccount setPassword(
            String name, char[] password, UnaryOperator<LocalAccount> alsoChange)
            throws AccountException {
        var result = new ArrayList<LocalAccount>(1);
        file.update(accounts -> {
            var before = require(accounts, name).account();
            var after =
                    alsoChange.apply(
                            new LocalAccount(
                                    before.name(),
                                    before.osUser(),
                                    before.disabled(),
                                    false,
                                    before.ntlm(),
                                    before.added(),
                                    clock.instant()));
            osUser(after);
            accounts.put(AccountName.fold(name), protect(after, password));
            result.add(after);
        });
        return result.getFirst();
    }

    /**
     * Changes what is not secret: OS user, flags. Switching {@code ntlm} off forgets the sealed
     * key; switching it on takes effect with the next password, since only that can make one.
     */
    public LocalAccount change(String name, UnaryOperator<LocalAccount> change)
            throws AccountException {
        var result = new ArrayList<LocalAccount>(1);
        file.update(accounts -> {
            var before = require(accounts, name);
            var after = change.apply(before.account());
            osUser(after);
            accounts.put(
                    AccountName.fold(name),
                    new StoredAccount(
                            after,
                            before.passwordHash(),
                            after.ntlm() ? before.sealedNtHash() : Optional.empty()));
            result.add(after);
        });
        return result.getFirst();
    }

    public void remove(String name) throws AccountException {
        file.update(accounts -> {
            require(accounts, name);
            accounts.remove(AccountName.fold(name));
        });
    }

    /**
     * The first account of a fresh installation, with a random password; empty when there is an
     * account already. A root server makes it for the person behind sudo, or else for root.
     *
     * @param environment the server's, for {@code SUDO_USER}
     */
    public Optional<FirstAccount> addFirst(Map<String, String> environment)
            throws AccountException {
        if (!file.read().isEmpty()) {
            return Optional.empty();
        }
        OsUser self = osUsers.self();
        Optional<String> osUser = Optional.empty();
        Optional<String> warning = Optional.empty();
        String name = self.name();
        if (self.isRoot()) {
            name =
                    Optional.ofNullable(environment.get("SUDO_USER"))
                            .flatMap(osUsers::byName)
                            .filter(user -> !user.isRoot())
                            .map(OsUser::name)
                            .orElse(ROOT);
            osUser = Optional.of(name);
            if (name.equals(ROOT)) {
                warning =
                        Optional.of(
                                "the first account is for root: whoever logs on with it is root"
                                        + " on this machine. Add one for an ordinary user"
                                        + " (holdfast user add NAME) and remove this one"
                                        + " (holdfast user remove root)");
            }
        }
        char[] password = RandomPassword.next(random);
        var account = add(name, password, AccountOptions.STANDARD.withOsUser(osUser));
        return Optional.of(new FirstAccount(account, password, warning));
    }

    /**
     * The OS account that the account's sessions run as: the one named; else the one of the same
     * name; else the server's own, unless that is root. A server that is not root can only run
     * sessions as itself.
     */
    public OsUser osUser(LocalAccount account) throws AccountException {
        OsUser self = osUsers.self();
        if (account.osUser().isPresent()) {
            String named = account.osUser().get();
            OsUser user =
                    osUsers.byName(named)
                            .orElseThrow(() ->
                                    new AccountException(
                                            new AccountException.Reason.NoSuchOsUser(
                                                    account.name(), named)));
            if (!self.isRoot() && user.uid() != self.uid()) {
                throw new AccountException(
                        new AccountException.Reason.NotOurOsUser(
                                account.name(), named, self.name()));
            }
            return user;
        }
        if (!self.isRoot()) {
            return self;
        }
        OsUser user =
                osUsers.byName(account.name())
                        .or(() -> osUsers.byName(AccountName.fold(account.name())))
                        .orElse(self);
        if (user.isRoot()) {
            throw new AccountException(new AccountException.Reason.RootNotNamed(account.name()));
        }
        return user;
    }

    /**
     * Whether the password is the account's. An unknown user takes as long as a known one.
     *
     * @return the account when it is
     */
    public Check check(UserName name, char[] password) throws AccountException {
        Optional<StoredAccount> stored = stored(name);
        String hash = stored.map(StoredAccount::passwordHash).orElse(hashing.ofNobody());
        boolean matches = PasswordHash.matches(hash, password);
        if (stored.isEmpty()) {
            return new Check.Unknown();
        }
        return matches
                ? new Check.Right(stored.get().account())
                : new Check.Wrong(stored.get().account());
    }

    /** What {@link #check} found. */
    public sealed interface Check {
        record Right(LocalAccount account) implements Check {}

        record Wrong(LocalAccount account) implements Check {}

        record Unknown() implements Check {}
    }

    /**
     * The NT hash ([MS-NLMP] 3.3.1) of the account somebody means; empty when there is none, also
     * because NTLM is off for it. Disabled accounts have one: what is said about them comes after
     * the proof. The caller wipes it.
     */
    public Optional<byte[]> ntHash(UserName name) throws AccountException {
        Optional<StoredAccount> stored = stored(name);
        if (stored.isEmpty() || stored.get().sealedNtHash().isEmpty()) {
            return Optional.empty();
        }
        return seal.open(
                stored.get().sealedNtHash().get(), stored.get().account().canonical().name());
    }

    private StoredAccount protect(LocalAccount account, char[] password) throws AccountException {
        if (password.length == 0 || password.length > LONGEST_PASSWORD) {
            throw new AccountException(
                    new AccountException.Reason.BadPassword(
                            "has " + password.length + " characters instead of 1 to 255"));
        }
        for (char c : password) {
            if (Character.isISOControl(c)) {
                throw new AccountException(
                        new AccountException.Reason.BadPassword(
                                "has a control character, which clients cannot send"));
            }
        }
        String hash = hashing.of(password);
        Optional<byte[]> sealed = Optional.empty();
        if (account.ntlm()) {
            sealed = Optional.of(seal.seal(password, account.canonical().name()));
        }
        return new StoredAccount(account, hash, sealed);
    }

    private Optional<StoredAccount> stored(UserName name) throws AccountException {
        var accounts = file.read();
        var exact = accounts.get(name.foldedPrincipal());
        return Optional.ofNullable(exact != null ? exact : accounts.get(name.foldedAccount()));
    }

    private static StoredAccount require(Map<String, StoredAccount> accounts, String name)
            throws AccountException {
        var found = accounts.get(AccountName.fold(name));
        if (found == null) {
            throw new AccountException(new AccountException.Reason.NoSuchAccount(name));
        }
        return found;
    }
}
