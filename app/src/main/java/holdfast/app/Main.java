package holdfast.app;

import holdfast.operator.cli.HoldfastCommand;

/** Where {@code ./holdfast} enters Java. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(HoldfastCommand.execute(arguments));
    }
}
