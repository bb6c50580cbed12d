package holdfast.operator.control;

import java.io.IOException;

/** Carries out one command in the server. Runs on a virtual thread of its own and may wait. */
@FunctionalInterface
public interface ControlHandler {
    /** Where results go, one object after the other; throws when the asker is gone. */
    @FunctionalInterface
    interface Results {
        void send(Object result) throws IOException;
    }

    void handle(ControlRequest request, Results results)
            throws ControlRefusal, IOException, InterruptedException;
}
