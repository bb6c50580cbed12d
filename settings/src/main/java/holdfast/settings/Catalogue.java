package holdfast.settings;

import static holdfast.settings.ConnectionCatalogue.*;
import static holdfast.settings.DesktopCatalogue.*;
import static holdfast.settings.KeepAliveCatalogue.*;
import static holdfast.settings.LogonCatalogue.*;
import static holdfast.settings.RedirectionCatalogue.*;
import static holdfast.settings.SecurityCatalogue.*;
import static holdfast.settings.SessionCatalogue.*;
import static holdfast.settings.ThrottleCatalogue.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All settings there are, in the order of the manual, and their names. */
public final class Catalogue {
    private static final List<Setting<?>> ALL = list();
    private static final Map<String, Setting<?>> BY_NAME = byName();

    private Catalogue() {}

    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The setting of that name: ours, Windows' or an alias, in any case. */
    public static Optional<Setting<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** As {@link #find}, with a refusal that names what comes near. */
    public static Setting<?> get(String name) throws SettingsException {
        Optional<Setting<?>> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        List<String> near =
                Spelling.near(name, BY_NAME.keySet()).stream().map(Catalogue::spelled).toList();
        throw new SettingsException(
                "setting \"" + name + "\"",
                "there is no setting of that name",
                near.isEmpty()
                        ? "See \"holdfast setting list\" for all names"
                        : "Did you mean " + String.join(" or ", near) + "?");
    }

    /** A name in lower case as it is declared. */
    private static String spelled(String folded) {
        Setting<?> setting = find(folded).orElseThrow();
        List<String> names = new ArrayList<>(setting.aliases());
        names.add(setting.name());
        setting.windowsName().ifPresent(names::add);
        return names.stream().filter(folded::equalsIgnoreCase).findFirst().orElse(folded);
    }

    /** Every name that is understood, in lower case. */
    static Collection<String> names() {
        return BY_NAME.keySet();
    }

    private static Map<String, Setting<?>> byName() {
        var names = new HashMap<String, Setting<?>>();
        for (Setting<?> setting : ALL) {
            // No lambdas: see ChoiceType.
            name(names, setting.name(), setting);
            if (setting.windowsName().isPresent()) {
                name(names, setting.windowsName().get(), setting);
            }
            for (String alias : setting.aliases()) {
                name(names, alias, setting);
            }
        }
        return Collections.unmodifiableMap(names);
    }

    private static void name(Map<String, Setting<?>> names, String name, Setting<?> setting) {
        Setting<?> other = names.put(name.toLowerCase(Locale.ROOT), setting);
        if (other != null) {
            throw new IllegalStateException(name + " names " + other + " and " + setting);
        }
    }

    private static List<Setting<?>> list() {
        var all =
                new ArrayList<Setting<?>>(
                        List.of(
                                KEEP_ALIVE_ENABLE,
                                KEEP_ALIVE_INTERVAL,
                                ASK_AFTER,
                                BROKEN_AFTER,
                                TCP_DEADLINE,
                                WRITE_DEADLINE,
                                RESET_BROKEN,
                                INHERIT_RESET_BROKEN,
                                MAX_CONNECTION_TIME,
                                INHERIT_MAX_CONNECTION_TIME,
                                MAX_DISCONNECTION_TIME,
                                INHERIT_MAX_DISCONNECTION_TIME,
                                MAX_IDLE_TIME,
                                INHERIT_MAX_IDLE_TIME,
                                REMOTE_APP_LOGOFF_LIMIT,
                                LIMIT_WARNING,
                                WARNING_TIME,
                                SINGLE_SESSION_PER_USER,
                                RECONNECT_SAME,
                                INHERIT_RECONNECT_SAME,
                                DISABLE_AUTO_RECONNECT,
                                COOKIE_RENEWAL,
                                SHADOW,
                                INHERIT_SHADOW,
                                INITIAL_PROGRAM,
                                WORK_DIRECTORY,
                                INHERIT_INITIAL_PROGRAM,
                                DISCONNECT_ON_LOCK,
                                NO_FORCED_LOGOFF,
                                CPU_QUOTA,
                                DELETE_TEMP_FOLDERS,
                                TEMP_FOLDER_PER_SESSION,
                                CONNECTION_ENABLED,
                                LISTEN,
                                ADAPTER,
                                PORT,
                                MAX_INSTANCE_COUNT,
                                DENY_CONNECTIONS,
                                PERMISSIONS,
                                CONNECTION_COMMENT,
                                SECURITY_LAYER,
                                MIN_ENCRYPTION_LEVEL,
                                USER_AUTHENTICATION,
                                ALLOW_NEGOTIATION,
                                FIPS,
                                ENCRYPT_RPC,
                                TSCC_PERMISSIONS,
                                CERTIFICATE_HASH,
                                CERTIFICATE_FILES,
                                CERTIFICATE_FOLDER,
                                CERTIFICATE_TEMPLATE,
                                LOGON_DISABLED,
                                PROMPT_FOR_PASSWORD,
                                INHERIT_AUTO_LOGON,
                                LOGON_USER,
                                LOGON_DOMAIN,
                                LOGON_PASSWORD,
                                LOGON_DEADLINE,
                                LOGON_SCREEN_DEADLINE,
                                LOGON_ATTEMPTS,
                                NTLM,
                                NTLM_ENROLMENT,
                                NTLM_DOMAIN,
                                KERBEROS_RULES,
                                THROTTLE_ADDRESS_FAILURES,
                                THROTTLE_ACCOUNT_FAILURES,
                                THROTTLE_WINDOW,
                                THROTTLE_FIRST_DELAY,
                                THROTTLE_LONGEST_DELAY,
                                INCOMPLETE_CONNECTIONS,
                                INCOMPLETE_CONNECTIONS_PER_ADDRESS,
                                FIRST_ACCOUNT,
                                PAM_SERVICE,
                                DISABLE_CLIPBOARD,
                                CLIPBOARD_TO_CLIENT,
                                CLIPBOARD_TO_SERVER,
                                DISABLE_DRIVES,
                                DISABLE_PRINTERS,
                                CLIENT_DEFAULT_PRINTER,
                                ONLY_DEFAULT_PRINTER,
                                DISABLE_AUDIO_PLAYBACK,
                                DISABLE_AUDIO_CAPTURE,
                                AUDIO_QUALITY,
                                DISABLE_COM_PORTS,
                                DISABLE_LPT_PORTS,
                                ENABLE_SMART_CARDS,
                                DISABLE_CAMERA,
                                DISABLE_LOCATION,
                                DISABLE_WEB_AUTHN,
                                TIME_ZONE,
                                KIND,
                                SESSION_COMMAND,
                                COLOR_DEPTH,
                                MAX_WIDTH,
                                MAX_HEIGHT,
                                MAX_MONITORS,
                                NO_WALLPAPER,
                                ALWAYS_DESKTOP,
                                NO_FONT_SMOOTHING,
                                NO_DISCONNECT_ITEM,
                                UNLISTED_PROGRAMS,
                                COMPRESSION,
                                IMAGE_QUALITY,
                                GRAPHICS_PROFILE,
                                AVC_444,
                                AVC_HARDWARE,
                                HARDWARE_GRAPHICS,
                                TRANSPORT,
                                NETWORK_DETECT,
                                ROAMING_PROFILE,
                                HOME_ON_NETWORK,
                                HOME,
                                HOME_DRIVE,
                                FARM_MEMBER,
                                FARM_NAME,
                                FARM_LOCATION,
                                FARM_BY_ADDRESS,
                                FARM_LOAD_BALANCING));
        all.addAll(WindowsOnlyCatalogue.all());
        return List.copyOf(all);
    }
}
