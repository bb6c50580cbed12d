package holdfast.bench;

import java.io.IOException;

/** What can be measured. */
record Product(String name, Starter starter) {
    /**
     * Starts a server that has so many accounts; returns when it listens. Its desktops are so
     * large.
     */
    @FunctionalInterface
    interface Starter {
        RunningServer start(int accounts, Screen screen) throws IOException;
    }

    RunningServer start(int accounts) throws IOException {
        return start(accounts, Screen.HD);
    }

    RunningServer start(int accounts, Screen screen) throws IOException {
        return starter.start(accounts, screen);
    }
}
