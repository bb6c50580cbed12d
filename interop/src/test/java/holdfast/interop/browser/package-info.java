/** IronRDP's web build in a browser, through a relay that speaks RDCleanPath. */
@NullMarked
package holdfast.interop.browser;

import org.jspecify.annotations.NullMarked;
