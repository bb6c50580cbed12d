package holdfast.desktops.screen;

import java.util.List;

/**
 * Told what the user did on the logon screen, on the thread that gave the input; returns at once.
 */
public interface LogonAnswers {
    /**
     * The answers to {@link LogonScreen#ask}, one for each prompt that wants one, in order. The
     * receiver owns the arrays and wipes them. The screen shows itself busy until told what is
     * next.
     */
    void submitted(List<char[]> answers);

    /** One entry of {@link LogonScreen#choose} was taken. */
    default void chosen(int index) {}

    /** The user wants to leave. */
    void cancelled();
}
