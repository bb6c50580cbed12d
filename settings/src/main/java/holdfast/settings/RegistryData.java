package holdfast.settings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A registry value's data: its type number and its bytes as the registry keeps them. */
public final class RegistryData {
    public static final int NONE = 0;
    public static final int SZ = 1;
    public static final int EXPAND_SZ = 2;
    public static final int BINARY = 3;
    public static final int DWORD = 4;
    public static final int DWORD_BIG_ENDIAN = 5;
    public static final int LINK = 6;
    public static final int MULTI_SZ = 7;
    public static final int QWORD = 11;

    private final int type;
    private final byte[] bytes;

    public RegistryData(int type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes.clone();
    }

    public static RegistryData dword(long value) {
        byte[] bytes =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
        return new RegistryData(DWORD, bytes);
    }

    public static RegistryData text(String text) {
        return new RegistryData(SZ, (text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    public static RegistryData binary(byte[] bytes) {
        return new RegistryData(BINARY, bytes);
    }

    /** A REG_MULTI_SZ: each string null-terminated, the list ended by one more null. */
    public static RegistryData texts(List<String> texts) {
        var joined = new StringBuilder();
        texts.forEach(text -> joined.append(text).append('\0'));
        return new RegistryData(
                MULTI_SZ, joined.append('\0').toString().getBytes(StandardCharsets.UTF_16LE));
    }

    public int type() {
        return type;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number in it, unsigned: REG_DWORD of either byte order, REG_QWORD, or digits as text. */
    public Optional<Long> number() {
        return switch (type) {
            case DWORD -> int32(ByteOrder.LITTLE_ENDIAN);
            case DWORD_BIG_ENDIAN -> int32(ByteOrder.BIG_ENDIAN);
            case QWORD ->
                    bytes.length == 8
                            ? Optional.of(
                                            ByteBuffer.wrap(bytes)
                                                    .order(ByteOrder.LITTLE_ENDIAN)
                                                    .getLong())
                                    .filter(value -> value >= 0)
                            : Optional.empty();
            case SZ -> digits();
            default -> Optional.empty();
        };
    }

    /** Policies that are disabled may be written as the text "0" (reference 2.3). */
    private Optional<Long> digits() {
        String text = text().orElse("").strip();
        boolean plain = !text.isEmpty() && text.length() <= 10;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return plain ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private Optional<Long> int32(ByteOrder order) {
        return bytes.length == 4
                ? Optional.of(ByteBuffer.wrap(bytes).order(order).getInt() & 0xFFFF_FFFFL)
                : Optional.empty();
    }

    /** The text of a REG_SZ or REG_EXPAND_SZ, up to its first null. */
    public Optional<String> text() {
        if (type != SZ && type != EXPAND_SZ) {
            return Optional.empty();
        }
        String whole = new String(bytes, StandardCharsets.UTF_16LE);
        int end = whole.indexOf('\0');
        return Optional.of(end < 0 ? whole : whole.substring(0, end));
    }

    /** The strings of a REG_MULTI_SZ; a single text counts as a list of one. */
    public Optional<List<String>> texts() {
        if (type != MULTI_SZ) {
            return text().map(text -> text.isEmpty() ? List.of() : List.of(text));
        }
        var texts = new ArrayList<String>();
        for (String part : new String(bytes, StandardCharsets.UTF_16LE).split("\0", -1)) {
            if (part.isEmpty()) {
                break;
            }
            texts.add(part);
        }
        return Optional.of(List.copyOf(texts));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryData that
                && type == that.type
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    /** Type and size only: any value may be a secret. */
    @Override
    public String toString() {
        return "RegistryData[type " + type + ", " + bytes.length + " bytes]";
    }

    /** The bytes in hexadecimal, for messages about values that are known to be harmless. */
    String hex() {
        return HexFormat.of().formatHex(bytes);
    }
}
