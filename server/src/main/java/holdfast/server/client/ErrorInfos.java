package holdfast.server.client;

import holdfast.protocol.share.ErrorInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From the numbers that sessions know to the names that the protocol knows. */
final class ErrorInfos {
    private static final Map<Integer, ErrorInfo> BY_CODE =
            Arrays.stream(ErrorInfo.values())
                    .collect(Collectors.toUnmodifiableMap(ErrorInfo::code, Function.identity()));

    private ErrorInfos() {}

    static ErrorInfo of(int code) {
        ErrorInfo info = BY_CODE.get(code);
        if (info == null) {
            throw new IllegalArgumentException("no ERRINFO code: " + code);
        }
        return info;
    }
}
