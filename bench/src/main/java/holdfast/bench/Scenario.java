package holdfast.bench;

import java.io.IOException;

/** One kind of measurement. */
@FunctionalInterface
interface Scenario {
    void measure(Product product, Table table) throws IOException, InterruptedException;
}
