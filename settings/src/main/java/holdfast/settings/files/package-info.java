/**
 * The configuration as files of a folder: reading, watching, atomic writing, backups, and {@link
 * holdfast.settings.files.SettingStore}, which tools call. The only part of the settings that
 * touches files, clocks and threads.
 */
@NullMarked
package holdfast.settings.files;

import org.jspecify.annotations.NullMarked;
