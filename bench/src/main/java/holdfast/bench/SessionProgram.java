package holdfast.bench;

import holdfast.bench.scene.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an X session under test runs. */
enum SessionProgram {
    /** A shell in a terminal that fills most of the screen. */
    TERMINAL {
        @Override
        String script(Folder folder) {
            return "exec xterm +bc -fa 'DejaVu Sans Mono' -fs 10 -geometry 200x60+0+0";
        }
    },
    /** The {@link Stage}, that shows what a client asks for. */
    STAGE {
        @Override
        String script(Folder folder) throws IOException {
            Path here =
                    Path.of(
                            Stage.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .getPath());
            Path jar =
                    Files.copy(
                            here, folder.path().resolve("stage.jar")); // where the users can read
            return "exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp %s %s"
                    .formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            jar,
                            Stage.class.getName());
        }
    };

    abstract String script(Folder folder) throws IOException;

    /** Puts it into the folder, for everybody to run. */
    Path in(Folder folder) throws IOException {
        return folder.program("session", "#!/bin/sh\ncd\n" + script(folder) + "\n");
    }
}
