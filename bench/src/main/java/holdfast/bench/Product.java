package holdfast.bench;

import java.io.IOException;

/** What can be measured. */
record Product(String name, Starter starter) {
    /** Starts a server that has so many accounts; returns when it listens. */
    @FunctionalInterface
    interface Starter {
        RunningServer start(int accounts) throws IOException;
    }

    RunningServer start(int accounts) throws IOException {
        return starter.start(accounts);
    }
}
