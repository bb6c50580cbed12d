package holdfast.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address to listen on: an IPv4 or IPv6 literal or a host name, perhaps with a port of its own.
 * Nothing is looked up here.
 *
 * @param host {@code 0.0.0.0} and {@code ::} are all addresses; IPv6 without brackets
 */
public record ListenAddress(String host, OptionalInt port) {
    private static final String PART = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = PART + "(\\." + PART + "){3}";

    /** Reads {@code 10.0.0.1}, {@code 10.0.0.1:3390}, {@code ::1}, {@code [::1]:3390}. */
    static Optional<ListenAddress> tryParse(String text) {
        String host = text;
        String port = "";
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                return Optional.empty();
            }
            host = text.substring(1, close);
            String rest = text.substring(close + 1);
            if (!rest.isEmpty()) {
                if (!rest.startsWith(":")) {
                    return Optional.empty();
                }
                port = rest.substring(1);
            }
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            host = text.substring(0, text.indexOf(':'));
            port = text.substring(text.indexOf(':') + 1);
            if (port.isEmpty()) {
                return Optional.empty();
            }
        }
        if (!isHost(host)) {
            return Optional.empty();
        }
        if (port.isEmpty()) {
            return Optional.of(new ListenAddress(host, OptionalInt.empty()));
        }
        if (port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return number > 65535
                ? Optional.empty()
                : Optional.of(new ListenAddress(host, OptionalInt.of(number)));
    }

    private static boolean isHost(String host) {
        return !host.isEmpty()
                && host.length() <= 253
                && (!host.matches("[0-9.]+") || host.matches(IPV4))
                && host.chars()
                        .allMatch(c ->
                                c < 0x80
                                        && (Character.isLetterOrDigit(c)
                                                || ".:-_%".indexOf(c) >= 0));
    }

    /** Whether it stands for every address of the machine. */
    public boolean isAny() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    @Override
    public String toString() {
        String plain = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? plain + ":" + port.getAsInt() : host;
    }
}
