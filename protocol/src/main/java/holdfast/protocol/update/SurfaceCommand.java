package holdfast.protocol.update;

import java.util.EnumSet;
import java.util.Set;

/**
 * The surface commands that a client may support, by their bits in cmdFlags of the Surface Commands
 * Capability Set, [MS-RDPBCGR] 2.2.7.2.9.
 */
public enum SurfaceCommand {
    SET_SURFACE_BITS(0x02),
    FRAME_MARKER(0x10),
    STREAM_SURFACE_BITS(0x40);

    private final int capabilityFlag;

    SurfaceCommand(int capabilityFlag) {
        this.capabilityFlag = capabilityFlag;
    }

    /** What a client's cmdFlags say. */
    public static Set<SurfaceCommand> ofFlags(int cmdFlags) {
        var supported = EnumSet.noneOf(SurfaceCommand.class);
        for (SurfaceCommand command : values()) {
            if ((cmdFlags & command.capabilityFlag) != 0) {
                supported.add(command);
            }
        }
        return supported;
    }
}
