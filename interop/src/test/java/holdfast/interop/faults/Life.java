package holdfast.interop.faults;

import com.google.gson.JsonObject;
import holdfast.interop.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Two sessions under the same fault at the same time: one is left alone, so that it shows when the
 * fault is noticed and whether the client comes back; in the other the user logs on again from
 * another machine while it lasts.
 */
final class Life {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration UNTIL_SECOND_LOGON = Duration.ofSeconds(3);

    /** So much may a count on the screen lag behind the work: 2 s. */
    private static final int LAG = 8;

    private final Stage stage;
    private final Fault fault;
    private final Client.Kind kind;
    private final String user;
    private final int station;

    Life(Stage stage, Fault fault, Client.Kind kind, String user) {
        this.stage = stage;
        this.fault = fault;
        this.kind = kind;
        this.user = user;
        this.station = stage.freeStation();
    }

    /** Connects and starts the work. */
    Client begin() {
        Client client = stage.start(kind, station, user, fault.proxied(), Client.Habit.COMES_BACK);
        if (Watch.await(CONNECT, () -> stage.watch().is(user, "Active")) < 0) {
            throw new AssertionError(
                    this
                            + " does not connect:\n"
                            + client.program().output()
                            + stage.server().log());
        }
        for (int attempt = 0; attempt < 4; attempt++) {
            stage.wall().type(client.cell(), stage.server().workLine(user, fault.still()));
            if (Watch.await(Duration.ofSeconds(8), () -> client.shows() > 0) >= 0) {
                return client;
            }
        }
        throw new AssertionError(this + " does not work:\n" + client.program().output());
    }

    /** The session that is left alone. */
    Outcome alone(Client client) {
        int before = work().count();
        long cookies = cookiesUsed();
        fault.inject().on(scene(client));
        long start = System.nanoTime();
        double noticed = Outcome.NEVER;
        double returned = Outcome.NEVER;
        boolean wasStale = false;
        boolean healed = false;
        while (!over(start, noticed, returned)) {
            double now = (System.nanoTime() - start) / 1e9;
            if (noticed < 0 && stage.watch().is(user, "Disc")) {
                noticed = now;
            }
            if (!healed && now >= fault.lasts().toSeconds()) {
                healed = true;
                fault.heal().on(scene(client));
            }
            wasStale |= noticed >= 0 || !isCurrent(client);
            if (healed
                    && wasStale
                    && returned < 0
                    && stage.watch().is(user, "Active")
                    && isCurrent(client)) {
                returned = now - fault.lasts().toSeconds();
            }
            Watch.await(LOOK_EVERY, () -> false);
        }
        boolean byCookie = cookiesUsed() > cookies;
        return outcome(
                fault.noticed() && !(noticed < 0 && byCookie) || noticed >= 0
                        ? noticed
                        : Double.NaN,
                true,
                Double.NaN,
                Outcome.NEVER,
                fault.returns() && wasStale ? returned : Double.NaN,
                byCookie,
                before);
    }

    private boolean over(long start, double noticed, double returned) {
        Duration sinceHealed = Duration.ofNanos(System.nanoTime() - start).minus(fault.lasts());
        boolean said = noticed >= 0 || !fault.noticed();
        boolean back = returned >= 0 || !fault.returns();
        return !sinceHealed.isNegative()
                && (said && back
                        || returned >= 0
                        || !fault.noticed() && sinceHealed.compareTo(SETTLED) > 0
                        || sinceHealed.compareTo(LONGEST) > 0);
    }

    private long cookiesUsed() {
        return events().stream()
                .filter(event -> event.get("kind").getAsString().equals("COOKIE_USED"))
                .count();
    }

    /** A fault of the server, over when {@code happens} returns. */
    Outcome through(Client client, Runnable happens) {
        int before = work().count();
        int session = onlySession();
        long cookies = cookiesUsed();
        happens.run();
        double returned =
                Watch.await(
                        LONGEST,
                        () ->
                                stage.server().sessions().stream().anyMatch(this::isActive)
                                        && isCurrent(client));
        boolean disconnected =
                events().stream()
                        .anyMatch(event -> event.get("kind").getAsString().equals("BROKEN"));
        return outcome(
                disconnected ? 0 : Double.NaN,
                onlySession() == session,
                Double.NaN,
                Outcome.NEVER,
                returned,
                cookiesUsed() > cookies,
                before);
    }

    private boolean isActive(Host.Seen session) {
        return session.user().equals(user) && session.state().equals("Active");
    }

    /** The session whose user logs on again. */
    Outcome again(Client client) {
        int before = work().count();
        int session = onlySession();
        fault.inject().on(scene(client));
        long start = System.nanoTime();
        Watch.await(UNTIL_SECOND_LOGON, () -> false);
        try (Client second =
                stage.start(
                        Client.Kind.XFREERDP_TLS,
                        stage.freeStation(),
                        user,
                        false,
                        Client.Habit.STAYS_AWAY)) {
            double painted = Watch.await(LONGEST, () -> isCurrent(second));
            boolean same = onlySession() == session;
            Watch.await(
                    max(fault.lasts().minusNanos(System.nanoTime() - start), Duration.ZERO),
                    () -> false);
            fault.heal().on(scene(client));
            return outcome(Double.NaN, same, painted, serverPart(), Double.NaN, false, before);
        }
    }

    private Outcome outcome(
            double noticed,
            boolean same,
            double painted,
            double serverPart,
            double returned,
            boolean byCookie,
            int before) {
        keepRecord();
        return new Outcome(
                noticed,
                same,
                painted,
                serverPart,
                returned,
                byCookie,
                stage.watch().of(user).size(),
                work().count() > before
                        && Watch.await(Duration.ofSeconds(5), goesOn(work().count())) >= 0,
                work().longestPause());
    }

    private void keepRecord() {
        var text = new StringBuilder(this + "\n");
        for (JsonObject event : events()) {
            text.append(event.get("time").getAsString())
                    .append("  ")
                    .append(event.get("text").getAsString())
                    .append('\n');
        }
        Folders.write(
                Path.of(
                        "target",
                        "faults",
                        kind.name().toLowerCase(Locale.ROOT) + "-" + user + ".txt"),
                text.toString());
    }

    private BooleanSupplier goesOn(int count) {
        return () -> work().count() > count;
    }

    /** From the last proven password to the picture after it, by the server's record. */
    private double serverPart() {
        Instant proven = null;
        double part = Outcome.NEVER;
        for (JsonObject event : events()) {
            Instant time = Instant.parse(event.get("time").getAsString());
            switch (event.get("kind").getAsString()) {
                case "AUTHENTICATED" -> proven = time;
                case "RECONNECTED" ->
                        part =
                                proven == null
                                        ? part
                                        : Duration.between(proven, time).toNanos() / 1e9;
                default -> {}
            }
        }
        return part;
    }

    private List<JsonObject> events() {
        return stage.server().events(user);
    }

    private int onlySession() {
        List<Host.Seen> sessions = stage.watch().of(user);
        return sessions.size() == 1 ? sessions.getFirst().id() : -sessions.size();
    }

    private boolean isCurrent(Client client) {
        int shown = client.shows();
        return shown > 0 && (fault.still() || shown >= work().count() - LAG);
    }

    private Work work() {
        return stage.server().work(user);
    }

    private Fault.Scene scene(Client client) {
        return new Fault.Scene(stage.network(), station, client, stage.proxy());
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Override
    public String toString() {
        return fault.name() + ", " + kind + ", " + user;
    }
}
