package holdfast.desktops.console;

import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.LeaderCommand;
import java.nio.file.Path;
import java.util.Map;

/** Starts one session, says so, and waits to be killed. */
final class ServerThatDies {
    private ServerThatDies() {}

    public static void main(String[] arguments) throws Exception {
        var desktops = new ConsoleDesktops(Path.of(arguments[0]), LeaderCommand.plain());
        var request =
                new DesktopRequest(
                        "survivor",
                        ConsoleDesktopTest.plainUser(Path.of(arguments[0])),
                        DisplayLayout.single(900, 450),
                        "echo begun; read line; echo got=$line; read line",
                        "/",
                        Map.of());
        ConsoleDesktop desktop = desktops.start(request);
        while (!desktop.text().contains("begun")) {
            Thread.onSpinWait();
        }
        System.out.println(desktop.leader().pid());
        System.in.read();
    }
}
