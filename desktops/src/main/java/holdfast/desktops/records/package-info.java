/** The machine's own records of who is logged on: utmp and wtmp. */
@NullMarked
package holdfast.desktops.records;

import org.jspecify.annotations.NullMarked;
