package holdfast.operator.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as the command line has them: {@code 127.0.0.1:3389}, {@code [::1]:3389}. */
final class Addresses {
    private Addresses() {}

    static InetSocketAddress parse(String text) throws CommandRefused {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw wrong(text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > 65_535 || host.isEmpty()) {
                throw wrong(text);
            }
            return new InetSocketAddress(InetAddress.ofLiteral(host), port);
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static CommandRefused wrong(String text) {
        return new CommandRefused(
                "--listen \""
                        + text
                        + "\" is no address: write ADDR:PORT with a numeric address, such as"
                        + " 127.0.0.1:3389 or [::]:3389");
    }
}
