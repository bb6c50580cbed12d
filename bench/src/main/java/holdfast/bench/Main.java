package holdfast.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code bench/run} starts. */
public final class Main {
    private Main() {}

    private enum Part {
        STARTUP("Start-up", new StartUp()),
        LOGON("Logon (1280×720, TLS, password checked)", new Logons()),
        NLA("Network level authentication (1280×720, NTLM)", new NetworkLogons()),
        LATENCY("Typing latency (1280×720, TLS, 400 keys)", new Latency()),
        TRAFFIC("Traffic and CPU (1280×720, TLS)", new Traffic()),
        MEMORY("Memory (console sessions of 1280×720)", new Memory());

        private final String title;
        private final Scenario scenario;

        Part(String title, Scenario scenario) {
            this.title = title;
            this.scenario = scenario;
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Set<Part> parts = new LinkedHashSet<>();
        List<Product> products = new ArrayList<>(List.of(HoldfastServerProcess.product()));
        for (String argument : arguments) {
            if (argument.equals("--with-xrdp")) {
                products.add(XrdpProcess.product());
            } else {
                parts.add(Part.valueOf(argument.toUpperCase(java.util.Locale.ROOT)));
            }
        }
        if (parts.isEmpty()) {
            parts.addAll(List.of(Part.values()));
        }
        for (Part part : parts) {
            System.err.println(part.title);
            var table = new Table(part.title);
            for (Product product : products) {
                part.scenario.measure(product, table);
            }
            table.print(System.out);
        }
    }
}
