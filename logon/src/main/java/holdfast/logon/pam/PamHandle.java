package holdfast.logon.pam;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import holdfast.logon.Prompt;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One PAM transaction, from pam_start to pam_end. Used by one thread at a time. */
final class PamHandle implements AutoCloseable {
    private static final int ITEM_USER = 2;
    private static final int ITEM_TTY = 3;
    private static final int ITEM_RHOST = 4;
    private static final int ITEM_FAIL_DELAY = 10;
    private static final int FLAG_ESTABLISH_CRED = 0x2;
    private static final int FLAG_DELETE_CRED = 0x4;
    private static final int FLAG_CHANGE_EXPIRED_AUTHTOK = 0x20;

    // struct pam_message { int msg_style; const char *msg; }
    private static final int MESSAGE_STYLE = 0;
    private static final int MESSAGE_TEXT = 8;
    private static final int MESSAGE_SIZE = 16;
    // struct pam_response { char *resp; int resp_retcode; }
    private static final int RESPONSE_TEXT = 0;
    private static final int RESPONSE_SIZE = 16;

    private static final int STYLE_ECHO_OFF = 1;
    private static final int STYLE_ECHO_ON = 2;
    private static final int STYLE_ERROR = 3;

    private static final int MOST_MESSAGES = 32; // PAM_MAX_NUM_MSG
    private static final int LONGEST_TEXT = 8 << 10;
    private static final int LONGEST_ANSWER = 512; // PAM_MAX_RESP_SIZE
    private static final int MOST_VARIABLES = 1000;

    private final PamLibrary pam;
    private final PamConversation conversation;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment handle;
    private int last = PamCode.SUCCESS;

    /**
     * @throws PamException when PAM has no such service, or no rules for any
     */
    PamHandle(PamLibrary pam, String service, String user, PamConversation conversation)
            throws PamException {
        this.pam = pam;
        this.conversation = conversation;
        try {
            MethodHandle target =
                    MethodHandles.lookup()
                            .findVirtual(
                                    PamHandle.class,
                                    "converse",
                                    MethodType.methodType(
                                            int.class,
                                            int.class,
                                            MemorySegment.class,
                                            MemorySegment.class,
                                            MemorySegment.class))
                            .bindTo(this);
            MemorySegment stub =
                    pam.upcall(
                            target,
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
                            arena);
            MemorySegment conv = arena.allocate(ADDRESS, 2);
            conv.setAtIndex(ADDRESS, 0, stub);
            MemorySegment out = arena.allocate(ADDRESS);
            int code =
                    (int)
                            pam.start.invokeExact(
                                    arena.allocateFrom(service),
                                    arena.allocateFrom(user),
                                    conv,
                                    out);
            if (code != PamCode.SUCCESS) {
                throw new PamException("pam_start for service " + service, code);
            }
            handle = out.get(ADDRESS, 0);
        } catch (PamException refused) {
            arena.close();
            throw refused;
        } catch (Throwable failed) {
            arena.close();
            throw broken(failed);
        }
        item(ITEM_FAIL_DELAY, pam.noDelay);
    }

    void terminal(String name) {
        item(ITEM_TTY, arena.allocateFrom(name));
    }

    void remoteHost(String address) {
        item(ITEM_RHOST, arena.allocateFrom(address));
    }

    int authenticate() {
        return call(pam.authenticate, 0);
    }

    int accountManagement() {
        return call(pam.accountManagement, 0);
    }

    int changeExpiredToken() {
        return call(pam.changeToken, FLAG_CHANGE_EXPIRED_AUTHTOK);
    }

    int establishCredentials() {
        return call(pam.setCredentials, FLAG_ESTABLISH_CRED);
    }

    int deleteCredentials() {
        return call(pam.setCredentials, FLAG_DELETE_CRED);
    }

    int openSession() {
        return call(pam.openSession, 0);
    }

    int closeSession() {
        return call(pam.closeSession, 0);
    }

    /** PAM_USER: modules may have changed it. */
    Optional<String> user() {
        MemorySegment out = arena.allocate(ADDRESS);
        try {
            int code = (int) pam.getItem.invokeExact(handle, ITEM_USER, out);
            MemorySegment text = out.get(ADDRESS, 0);
            return code == PamCode.SUCCESS && text.address() != 0
                    ? Optional.of(text(text))
                    : Optional.empty();
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    /** What the session's programs shall have in their environment. */
    Map<String, String> environment() {
        var variables = new TreeMap<String, String>();
        try {
            MemorySegment list = (MemorySegment) pam.environment.invokeExact(handle);
            if (list.address() == 0) {
                return variables;
            }
            list = list.reinterpret(ADDRESS.byteSize() * (MOST_VARIABLES + 1));
            for (int i = 0; i < MOST_VARIABLES; i++) {
                MemorySegment entry = list.getAtIndex(ADDRESS, i);
                if (entry.address() == 0) {
                    break;
                }
                String pair = text(entry);
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    variables.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
                pam.free.invokeExact(entry);
            }
            pam.free.invokeExact(list);
            return variables;
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    String describe(int code) {
        try {
            return text((MemorySegment) pam.describe.invokeExact(handle, code));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) pam.end.invokeExact(handle, last);
        } catch (Throwable failed) {
            throw broken(failed);
        } finally {
            arena.close();
        }
    }

    /** What PAM calls; nothing may be thrown through it. */
    @SuppressWarnings("unused") // By its name, above.
    private int converse(int count, MemorySegment messages, MemorySegment out, MemorySegment data) {
        try {
            if (count < 1 || count > MOST_MESSAGES) {
                return PamCode.CONV_ERR;
            }
            List<Prompt> prompts = prompts(count, messages);
            Optional<List<char[]>> answers = conversation.converse(prompts);
            return answers.isEmpty() ? PamCode.CONV_ERR : respond(prompts, answers.get(), out);
        } catch (Throwable failed) {
            return PamCode.CONV_ERR;
        }
    }

    private static List<Prompt> prompts(int count, MemorySegment messages) {
        MemorySegment array = messages.reinterpret(ADDRESS.byteSize() * count);
        var prompts = new ArrayList<Prompt>(count);
        for (int i = 0; i < count; i++) {
            MemorySegment message = array.getAtIndex(ADDRESS, i).reinterpret(MESSAGE_SIZE);
            var kind =
                    switch (message.get(JAVA_INT, MESSAGE_STYLE)) {
                        case STYLE_ECHO_OFF -> Prompt.Kind.SECRET;
                        case STYLE_ECHO_ON -> Prompt.Kind.VISIBLE;
                        case STYLE_ERROR -> Prompt.Kind.ERROR;
                        default -> Prompt.Kind.INFORMATION;
                    };
            prompts.add(new Prompt(kind, text(message.get(ADDRESS, MESSAGE_TEXT))));
        }
        return prompts;
    }

    private int respond(List<Prompt> prompts, List<char[]> answers, MemorySegment out)
            throws Throwable {
        try {
            long wanted = prompts.stream().filter(prompt -> prompt.kind().wantsAnswer()).count();
            if (answers.size() != wanted) {
                return PamCode.CONV_ERR;
            }
            MemorySegment responses = allocate((long) RESPONSE_SIZE * prompts.size());
            int next = 0;
            for (int i = 0; i < prompts.size(); i++) {
                if (prompts.get(i).kind().wantsAnswer()) {
                    long at = (long) RESPONSE_SIZE * i + RESPONSE_TEXT;
                    responses.set(ADDRESS, at, copy(answers.get(next++)));
                }
            }
            out.reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, responses);
            return PamCode.SUCCESS;
        } finally {
            answers.forEach(answer -> Arrays.fill(answer, '\0'));
        }
    }

    private MemorySegment copy(char[] answer) throws Throwable {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(answer));
        int length = Math.min(utf8.remaining(), LONGEST_ANSWER - 1);
        MemorySegment text = allocate(length + 1);
        MemorySegment.copy(MemorySegment.ofArray(utf8.array()), 0, text, 0, length);
        Arrays.fill(utf8.array(), (byte) 0);
        return text;
    }

    private MemorySegment allocate(long size) throws Throwable {
        MemorySegment memory = (MemorySegment) pam.calloc.invokeExact(1L, size);
        if (memory.address() == 0) {
            throw new OutOfMemoryError("calloc");
        }
        return memory.reinterpret(size);
    }

    private int call(MethodHandle function, int flags) {
        try {
            last = (int) function.invokeExact(handle, flags);
            return last;
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    private void item(int item, MemorySegment value) {
        try {
            // A PAM that does not know the item does without it.
            int ignored = (int) pam.setItem.invokeExact(handle, item, value);
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    private static String text(MemorySegment at) {
        return at.address() == 0 ? "" : at.reinterpret(LONGEST_TEXT).getString(0);
    }

    private static LinkageError broken(Throwable failed) {
        return new LinkageError("libpam cannot be called", failed);
    }
}
