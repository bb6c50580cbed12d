/**
 * What an administrator may set, where the values come from, which one wins and why.
 *
 * <p>{@link holdfast.settings.Settings} and its sisters declare each setting once; {@link
 * holdfast.settings.ConfigFolder} keeps a folder's values; {@link holdfast.settings.Configuration}
 * is one immutable state of them and answers every question; {@link holdfast.settings.SettingStore}
 * is what tools use to look and to change.
 */
@NullMarked
package holdfast.settings;

import org.jspecify.annotations.NullMarked;
