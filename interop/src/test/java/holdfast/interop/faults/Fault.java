package holdfast.interop.faults;

import java.time.Duration;
import java.util.List;

/**
 * Something that happens to a client or to the way between it and the server.
 *
 * @param lasts how long until {@code heal}
 * @param still the session draws nothing meanwhile
 * @param proxied the client comes through the proxy
 * @param noticed the session has to be found disconnected; else it must never be
 * @param returns the client comes back by itself when it can
 */
record Fault(
        String name,
        Duration lasts,
        boolean still,
        boolean proxied,
        boolean noticed,
        boolean returns,
        Act inject,
        Act heal) {

    /** Where a fault happens. */
    record Scene(Network network, int station, Client client, FaultProxy proxy) {}

    /** One step of a fault. */
    @FunctionalInterface
    interface Act {
        void on(Scene scene);
    }

    private static final Act NOTHING = _ -> {};
    private static final Act HEALED = scene -> scene.network().heal(scene.station());
    private static final Act CUT = scene -> scene.network().cut(scene.station());

    static final Fault KILLED =
            lasting("client killed (-9)", 0, scene -> scene.client().kill(), NOTHING).stays();
    static final Fault FROZEN =
            lasting(
                    "client frozen (SIGSTOP), 40 s",
                    40,
                    scene -> scene.client().program().signal("STOP"),
                    scene -> scene.client().program().signal("CONT"));
    static final Fault BACK_AFTER_5 =
            lasting("cable pulled, back after 5 s", 5, CUT, HEALED).unnoticed();
    static final Fault BACK_AFTER_30 = lasting("cable pulled, back after 30 s", 30, CUT, HEALED);
    static final Fault BACK_AFTER_90 = lasting("cable pulled, back after 90 s", 90, CUT, HEALED);
    static final Fault CUT_WHILE_STILL =
            lasting("cable pulled while nothing is drawn, back after 30 s", 30, CUT, HEALED)
                    .drawingNothing();
    static final Fault ONLY_DOWN =
            lasting(
                    "what the client sends is lost, 30 s",
                    30,
                    scene -> scene.network().cutUp(scene.station()),
                    HEALED);
    static final Fault ONLY_UP =
            lasting(
                    "what the server sends is lost, 30 s",
                    30,
                    scene -> scene.network().cutDown(scene.station()),
                    HEALED);
    static final Fault MOVED =
            lasting(
                    "client gets another address",
                    0,
                    scene -> scene.network().move(scene.station()),
                    NOTHING);
    static final Fault FORGOTTEN =
            lasting("NAT entry lost", 0, scene -> scene.network().forget(scene.station()), NOTHING);
    static final Fault RESET =
            lasting("RST injected", 0, scene -> scene.network().reset(scene.station()), NOTHING);
    static final Fault SWALLOWED =
            lasting(
                            "client gone, a proxy goes on acknowledging",
                            0,
                            scene -> {
                                scene.proxy().swallow(Network.address(scene.station()));
                                Watch.await(FaultProxy.OBEYS_WITHIN, () -> false);
                                scene.client().kill();
                            },
                            NOTHING)
                    .throughProxy()
                    .stays();
    static final Fault LOSSY =
            lasting(
                            "30 % of all packets lost, 40 s",
                            40, scene -> scene.network().lose(scene.station(), 30), HEALED)
                    .unnoticed();
    static final Fault STALLING =
            lasting(
                            "stalls of 2 s again and again, 40 s",
                            40,
                            scene -> scene.proxy().stall(Network.address(scene.station())),
                            NOTHING)
                    .throughProxy()
                    .unnoticed();

    static final List<Fault> ALL =
            List.of(
                    KILLED,
                    FROZEN,
                    BACK_AFTER_5,
                    BACK_AFTER_30,
                    BACK_AFTER_90,
                    CUT_WHILE_STILL,
                    ONLY_DOWN,
                    ONLY_UP,
                    MOVED,
                    FORGOTTEN,
                    RESET,
                    SWALLOWED,
                    LOSSY,
                    STALLING);

    private static Fault lasting(String name, int seconds, Act inject, Act heal) {
        return new Fault(name, Duration.ofSeconds(seconds), false, false, true, true, inject, heal);
    }

    private Fault unnoticed() {
        return new Fault(name, lasts, still, proxied, false, returns, inject, heal);
    }

    private Fault stays() {
        return new Fault(name, lasts, still, proxied, noticed, false, inject, heal);
    }

    private Fault drawingNothing() {
        return new Fault(name, lasts, true, proxied, noticed, returns, inject, heal);
    }

    private Fault throughProxy() {
        return new Fault(name, lasts, still, true, noticed, returns, inject, heal);
    }
}
