package holdfast.sessions;

import java.util.concurrent.CompletableFuture;

/**
 * One connection's wish for one session, and the promise of an answer.
 *
 * @param request what to ask again when the session ends before it can be given
 * @param serial which logon it goes back to; greater is newer
 * @param byCookie proved by a cookie; then there is no other session to give instead
 */
record Claim(
        LogonRequest request, long serial, boolean byCookie, CompletableFuture<Admission> answer) {
    Newcomer from() {
        return request.from();
    }

    ConnectionPort port() {
        return request.from().port();
    }

    boolean byHand() {
        return request.byHand();
    }

    Claim withSerial(long other) {
        return new Claim(request, other, byCookie, answer);
    }
}
