package holdfast.client;

import java.io.IOException;

/** The server did not let the user in. */
public final class CredSspRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int ntStatus;

    CredSspRefused(int ntStatus) {
        super("refused with 0x%08X".formatted(ntStatus));
        this.ntStatus = ntStatus;
    }

    public int ntStatus() {
        return ntStatus;
    }
}
