/**
 * The operating system's own accounts through PAM (Linux-PAM's libpam.so.0, through {@code
 * java.lang.foreign}): authentication with as many prompts as it takes, account rules, password
 * changes, and sessions. Nothing native leaves the package.
 */
@NullMarked
package holdfast.logon.pam;

import org.jspecify.annotations.NullMarked;
