package holdfast.operator.diagnosis;

import java.util.List;

/**
 * One thing that may be behind it.
 *
 * @param likelihood in per cent, for the order; what is proven by events comes before what is only
 *     possible by the settings
 * @param what happened
 * @param evidence what was seen, each with its place
 * @param setting that is behind it; empty where none is
 * @param remedy the command that mends it; empty where nothing is to be mended
 */
public record Answer(
        int likelihood, String what, List<String> evidence, String setting, String remedy) {
    /** It is on record that it happened. */
    static final int SEEN = 95;

    /** The settings make it happen always. */
    static final int CERTAIN = 90;

    static final int LIKELY = 70;
    static final int POSSIBLE = 40;
    static final int REMOTE = 15;

    public Answer {
        evidence = List.copyOf(evidence);
    }
}
