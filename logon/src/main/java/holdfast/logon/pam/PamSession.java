package holdfast.logon.pam;

import holdfast.logon.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as PAM sees it, for the process that leads one: that process opens it before it becomes
 * the user, and closes it when the session is over. Needs root. Used by one thread at a time.
 */
public final class PamSession implements AutoCloseable {
    private final PamHandle handle;

    private PamSession(PamHandle handle) {
        this.handle = handle;
    }

    /**
     * Establishes credentials and opens the session.
     *
     * @param service as in {@code /etc/pam.d}
     * @param terminal the display or terminal the session is on
     * @param remoteHost the client's address
     * @param password repeated to the authentication modules when present, so that those which
     *     unlock something with it (a key ring, a home folder, a ticket) can; wiped
     */
    public static PamSession open(
            String service,
            String user,
            String terminal,
            String remoteHost,
            Optional<char[]> password)
            throws PamException {
        PamLibrary library =
                PamLibrary.installed()
                        .orElseThrow(() -> new PamException("loading libpam.so.0", -1));
        var handle = new PamHandle(library, service, user, prompts -> answer(prompts, password));
        try {
            handle.terminal(terminal);
            handle.remoteHost(remoteHost);
            if (password.isPresent()) {
                check(handle, "pam_authenticate", handle.authenticate());
            }
            check(handle, "pam_setcred", handle.establishCredentials());
            check(handle, "pam_open_session", handle.openSession());
            return new PamSession(handle);
        } catch (PamException refused) {
            handle.close();
            throw refused;
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    /** What PAM's modules want in the environment of the session's programs. */
    public Map<String, String> environment() {
        return handle.environment();
    }

    /** Closes the session and takes the credentials back. */
    @Override
    public void close() {
        handle.closeSession();
        handle.deleteCredentials();
        handle.close();
    }

    private static void check(PamHandle handle, String action, int code) throws PamException {
        if (code != PamCode.SUCCESS) {
            throw new PamException(action + " (" + handle.describe(code) + ")", code);
        }
    }

    private static Optional<List<char[]>> answer(List<Prompt> prompts, Optional<char[]> password) {
        var answers = new ArrayList<char[]>();
        for (Prompt prompt : prompts) {
            if (prompt.kind().wantsAnswer()) {
                if (password.isEmpty()) {
                    return Optional.empty(); // Nobody is there to ask.
                }
                answers.add(password.get().clone());
            }
        }
        return Optional.of(answers);
    }
}
