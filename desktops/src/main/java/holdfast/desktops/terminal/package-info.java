/**
 * A terminal as xterm is one: bytes of a program in, a grid of cells out (ECMA-48, the VT100 and
 * VT220 manuals, and xterm's "Control Sequences"). No I/O, threads or clocks in here.
 */
@NullMarked
package holdfast.desktops.terminal;

import org.jspecify.annotations.NullMarked;
