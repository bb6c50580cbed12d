package holdfast.sessions.liveness;

/**
 * How a client can be asked.
 *
 * @param answersRtt it announced network auto-detection and has a message channel ([MS-RDPBCGR]
 *     2.2.14), or there is something else that it answers at once
 * @param heartbeat it wants Heartbeat PDUs (flag 0x0400 of earlyCapabilityFlags)
 */
public record PeerAbilities(boolean answersRtt, boolean heartbeat) {}
