package holdfast.bench.scene;

import java.io.IOException;

/** What is drawn: a beginning, and steps by time or by key. */
interface Scene {
    void begin(Canvas screen) throws IOException;

    void step(Canvas screen, int number) throws IOException;

    /** Steps in a second; 0 for one at each key. */
    int rate();
}
