package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;

/** Puts updates into the PDUs of one of the two paths. */
sealed interface UpdateOutput permits FastPathOutput, SlowPathOutput {
    /** The most bytes that the body of one update may have. */
    int budget();

    /** Adds an update; {@code body} is what follows the header of a TS_FP_UPDATE. */
    void update(UpdateKind kind, WireWriter body);

    /** Hands on what was gathered. */
    void flush();
}
