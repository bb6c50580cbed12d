/**
 * The server side of the connection of [MS-RDPBCGR] as a state machine without I/O: bytes and the
 * time go in, {@link holdfast.protocol.connect.Action}s come out. {@link
 * holdfast.protocol.connect.RdpConnection} is the only door; one thread drives it.
 *
 * <pre>
 * request ─► [TLS ─► [CredSSP]] ─► MCS connect ─► attach and join ─► [security exchange]
 *         ─► Client Info ─► licence ─► [auto-detect] ─► Demand Active ─► Confirm Active
 *         ─► finalization ─► active ⇄ reactivation
 * </pre>
 *
 * Every state but the active one has a deadline; from every state a refusal leads to closed.
 */
@NullMarked
package holdfast.protocol.connect;

import org.jspecify.annotations.NullMarked;
