package holdfast.interop.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** A server with everything that its faults need around it, and stations to hand out. */
record Stage(
        Network network,
        Host server,
        FaultProxy proxy,
        Wall wall,
        Watch watch,
        AtomicInteger lastStation)
        implements AutoCloseable {
    static Stage set(Network network, Host server, FaultProxy proxy, Wall wall) {
        return new Stage(network, server, proxy, wall, new Watch(server), new AtomicInteger());
    }

    int freeStation() {
        return lastStation.incrementAndGet();
    }

    Client start(Client.Kind kind, int station, String user, boolean proxied, Client.Habit habit) {
        return Client.start(
                kind,
                network,
                station,
                wall,
                proxied ? Network.ROUTER_ADDRESS : Network.SERVER_ADDRESS,
                kind.plain() ? server.plainPort() : server.port(),
                user,
                habit);
    }

    @Override
    public void close() throws InterruptedException {
        watch.close();
    }
}
