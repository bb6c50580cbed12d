/**
 * Virtual channels, static ([MS-RDPBCGR] 2.2.6) and dynamic ([MS-RDPEDYC]): chunks in, messages to
 * processors, their answers out through a bounded outbox.
 */
@NullMarked
package holdfast.protocol.channel;

import org.jspecify.annotations.NullMarked;
