package holdfast.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionState;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.liveness.LinkQuality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One server's life with a few users, decided by a seed. */
final class SimulatedLife {
    private static final int USERS = 6;
    private static final Duration LONGEST_STEP = Duration.ofSeconds(40);

    private final House house;
    private final Random random;
    private final Map<FakePort, String> ports = new IdentityHashMap<>();
    private final List<FakePort> open = new ArrayList<>();
    private final Set<FakePort> admitted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<CompletableFuture<?>> answers = new ArrayList<>();
    private final List<ArcCookie> cookies = new ArrayList<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Map<Integer, Long> passingSince = new HashMap<>();
    private final List<String> steps = new ArrayList<>();
    private Set<Integer> before = Set.of();
    private int greatest;
    private boolean single = true;
    private boolean everSeveral;
    private boolean directoryWasFailing;

    SimulatedLife(long seed) {
        house = new House(seed);
        random = new Random(~seed);
    }

    List<String> lastSteps() {
        return steps.subList(Math.max(0, steps.size() - 30), steps.size());
    }

    /** Returns how many sessions there were. */
    int run(int length) {
        for (int i = 0; i < length; i++) {
            step();
            if (random.nextInt(4) > 0) {
                house.time.settle();
                check();
            }
        }
        recover();
        return greatest;
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> logon();
            case 6, 7, 8 -> close(new ConnectionLoss.Broken("nothing heard"));
            case 9 -> close(new ConnectionLoss.ClientLeft());
            case 10, 11 -> cookie();
            case 12 -> desktopEnds();
            case 13 -> operator();
            case 14 -> crash();
            case 15 -> rules();
            case 16 -> {
                house.directory.failing = !house.directory.failing;
                directoryWasFailing |= house.directory.failing;
                said("directory failing: " + house.directory.failing);
            }
            case 17 -> slowDesktops();
            case 18 -> {
                house.desktops.startsFail = random.nextInt(3) == 0;
                house.desktops.endsHang = random.nextInt(3) == 0;
                said("desktops fail " + house.desktops.startsFail + house.desktops.endsHang);
            }
            case 19 -> {
                house.host.drain(DrainMode.values()[random.nextInt(3)]);
                said("drain");
            }
            case 20 -> {
                house.time.moveWallClock(Duration.ofHours(random.nextBoolean() ? 1 : -1));
                said("wall clock moved");
            }
            default -> {
                Duration time =
                        Duration.ofMillis(
                                random.nextInt(10) == 0
                                        ? random.nextLong(3_600_000)
                                        : random.nextLong(LONGEST_STEP.toMillis()));
                said("wait " + time);
                house.after(time);
            }
        }
    }

    private String user() {
        return "user" + random.nextInt(USERS);
    }

    private FakePort newPort() {
        FakePort port = house.port();
        if (random.nextInt(5) == 0) {
            port.showing = new CompletableFuture<>();
        } else if (random.nextInt(10) == 0) {
            port.showing = CompletableFuture.failedFuture(new IllegalStateException("gone"));
        }
        open.add(port);
        return port;
    }

    private void logon() {
        String user = user();
        FakePort port = newPort();
        ports.put(port, user);
        said("logon " + user + " at " + port);
        var from = House.from(port, "pc" + random.nextInt(3));
        LogonRequest.Choice choice =
                random.nextInt(6) == 0
                        ? new LogonRequest.Choice.Another()
                        : new LogonRequest.Choice.ByRules();
        answers.add(
                house.host
                        .logon(new LogonRequest(user, user, from, choice, random.nextBoolean()))
                        .thenAccept(admission -> {
                            if (admission instanceof Admission.Admitted) {
                                admitted.add(port);
                            }
                        })
                        .toCompletableFuture());
    }

    private void close(ConnectionLoss why) {
        if (!open.isEmpty()) {
            FakePort port = open.remove(random.nextInt(open.size()));
            said("close " + port + " " + why);
            port.showing.completeExceptionally(new IllegalStateException("closed"));
            house.host.connectionClosed(port, why, LinkQuality.UNKNOWN);
        }
    }

    private void cookie() {
        open.forEach(port -> cookies.addAll(port.cookies));
        if (cookies.isEmpty()) {
            return;
        }
        ArcCookie cookie = cookies.get(random.nextInt(cookies.size()));
        FakePort port = newPort();
        said("cookie of " + cookie.logonId() + " at " + port);
        answers.add(
                house.host
                        .reconnectByCookie(House.cookieRequest(cookie, port))
                        .thenAccept(admission -> {
                            if (admission instanceof Admission.Admitted in) {
                                assertThat(in.session()).isEqualTo(cookie.logonId());
                                ports.put(port, in.user());
                                admitted.add(port);
                            }
                        })
                        .toCompletableFuture());
    }

    private void desktopEnds() {
        if (!house.desktops.running.isEmpty()) {
            var pids = new ArrayList<>(house.desktops.running.keySet());
            var ended = house.desktops.running.remove(pids.get(random.nextInt(pids.size())));
            said("desktop of " + ended.request().session() + " ends");
            house.host.desktopEnded(
                    ended.request().session(), new DesktopExit(random.nextBoolean(), "over"));
        }
    }

    private void operator() {
        var all = house.host.query();
        if (all.isEmpty()) {
            return;
        }
        int id = all.get(random.nextInt(all.size())).id();
        int other = all.get(random.nextInt(all.size())).id();
        int what = random.nextInt(4);
        said("operator " + what + " on " + id + ", " + other);
        var answer =
                switch (what) {
                    case 0 -> house.host.disconnect(id, Requester.ADMINISTRATOR);
                    case 1 -> house.host.logoff(id, Requester.ADMINISTRATOR);
                    case 2 -> house.host.reset(id, Requester.ADMINISTRATOR);
                    default -> house.host.connect(id, other);
                };
        answers.add(answer.toCompletableFuture());
    }

    private void crash() {
        said("server dies");
        // Who was connected is gone with the server; what was asked is never answered.
        open.clear();
        admitted.clear();
        answers.clear();
        passingSince.clear();
        if (directoryWasFailing || random.nextBoolean()) {
            // Otherwise a late desktop of a session, whose end no disk knows, would live on.
            house.time.settle();
        }
        var desktops = house.desktops;
        if (!desktops.gate.isDone()) {
            // What was being started comes up without the server, or dies with it.
            var starting = desktops.gate;
            desktops.gate = CompletableFuture.completedFuture(null);
            if (random.nextBoolean() && !directoryWasFailing) {
                starting.complete(null);
            }
        }
        house.crash();
        // A session that came and went while the disk failed left no trace, not even its number.
        int known = house.directory.rows.keySet().stream().reduce(0, Math::max);
        dead.removeIf(id -> id > known);
        before = Set.of();
    }

    private void rules() {
        single = random.nextInt(4) > 0;
        everSeveral |= !single;
        house.rules =
                Rules.with()
                        .single(single)
                        .idle(limit())
                        .connection(limit())
                        .disconnection(limit())
                        .atLimit(SessionRules.Action.values()[random.nextInt(2)])
                        .onBroken(SessionRules.Action.values()[random.nextInt(8) / 7])
                        .maxConnections(random.nextInt(4) == 0 ? 3 : Integer.MAX_VALUE)
                        .autoReconnect(random.nextInt(5) > 0)
                        .rules();
        said("rules " + house.rules);
        house.host.rulesChanged();
    }

    private Duration limit() {
        return random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(1 + random.nextInt(30));
    }

    private void slowDesktops() {
        said("desktops slow or not");
        if (house.desktops.gate.isDone()) {
            house.desktops.gate = new CompletableFuture<>();
        } else {
            house.desktops.gate.complete(null);
        }
    }

    private void said(String step) {
        List<String> sessions =
                house.host.query().stream().map(view -> view.id() + view.state()).toList();
        steps.add(steps.size() + ": " + sessions + " " + step);
    }

    // ---- What must hold

    private void check() {
        assertThat(house.bugs).isEmpty();
        List<SessionView> all = house.host.query();
        checkNoneComesBack(all);
        checkOnePerUser(all);
        checkOneConnectionEach(all);
        checkNothingPassesForEver(all);
    }

    private void checkNoneComesBack(List<SessionView> all) {
        Set<Integer> now = all.stream().map(SessionView::id).collect(Collectors.toSet());
        // A session in Init is only being looked for: its end may have missed a failing disk.
        assertThat(all)
                .filteredOn(view -> !view.state().equals("Init"))
                .extracting(SessionView::id)
                .noneMatch(dead::contains);
        before.stream().filter(id -> !now.contains(id)).forEach(dead::add);
        before = now;
        greatest = now.stream().reduce(greatest, Math::max);
    }

    private void checkOnePerUser(List<SessionView> all) {
        if (!everSeveral) {
            assertThat(all).as("%s", all).extracting(SessionView::user).doesNotHaveDuplicates();
        }
    }

    private void checkOneConnectionEach(List<SessionView> all) {
        assertThat(all)
                .extracting(SessionView::name)
                .filteredOn(name -> !name.isEmpty())
                .doesNotHaveDuplicates();
        for (SessionView view : all) {
            boolean connected = Set.of("Active", "ConnQ").contains(view.state());
            assertThat(view.name().isEmpty()).as("%s", view).isEqualTo(!connected);
        }
        for (FakePort port : open) {
            boolean holds = all.stream().anyMatch(view -> view.name().equals(port.name));
            if (holds) {
                assertThat(port.closed).as("%s holds a session", port).isNull();
            } else if (admitted.contains(port)) {
                assertThat(port.closed).as("%s holds no session any more", port).isNotNull();
            }
        }
    }

    private void checkNothingPassesForEver(List<SessionView> all) {
        Set<Integer> passing = new HashSet<>();
        for (SessionView view : all) {
            if (Set.of("Init", "ConnQ", "Reset").contains(view.state())) {
                // A session may pass through several such states one after another.
                int key = view.id() * 16 + view.state().length();
                passing.add(key);
                long since = passingSince.computeIfAbsent(key, _ -> house.time.nanos());
                assertThat(Duration.ofNanos(house.time.nanos() - since))
                        .as("%s", view)
                        .isLessThan(Duration.ofHours(1).plus(LONGEST_STEP));
            }
        }
        passingSince.keySet().retainAll(passing);
    }

    /** The world is good again: everything settles, and memory, disk and desktops agree. */
    private void recover() {
        house.directory.failing = false;
        house.desktops.startsFail = false;
        house.desktops.endsHang = false;
        house.desktops.gate.complete(null);
        said("the world is good again");
        house.time.settle();
        house.after(Duration.ofMinutes(3));
        check();
        assertThat(answers).allMatch(CompletableFuture::isDone);
        answers.forEach(CompletableFuture::join);
        List<SessionView> all = house.host.query();
        assertThat(all).extracting(SessionView::state).allMatch(Set.of("Active", "Disc")::contains);
        assertThat(house.directory.live())
                .extracting(StoredSession::id)
                .containsExactlyElementsOf(all.stream().map(SessionView::id).toList());
        for (StoredSession row : house.directory.live()) {
            SessionView view =
                    all.stream().filter(each -> each.id() == row.id()).findFirst().orElseThrow();
            assertThat(row.state().shortName()).isEqualTo(view.state());
            assertThat(row.leaderPid()).isEqualTo(view.leaderPid());
            assertThat(row.state()).isIn(SessionState.ACTIVE, SessionState.DISCONNECTED);
        }
        if (!directoryWasFailing) {
            assertThat(house.directory.conflicts).isZero();
        }
        var wanted = all.stream().map(SessionView::leaderPid).collect(Collectors.toSet());
        assertThat(house.desktops.running.keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    }
}
