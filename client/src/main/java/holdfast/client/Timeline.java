package holdfast.client;

import java.time.Duration;

/** When each step of connecting was over, counted from the first SYN. */
public record Timeline(
        Duration connected,
        Duration negotiated,
        Duration encrypted,
        Duration joined,
        Duration activated) {}
