package holdfast.protocol.share;

import java.util.Arrays;
import java.util.Optional;

/** What a share data PDU carries: pduType2, [MS-RDPBCGR] 2.2.8.1.1.1.2. */
public enum PduType2 {
    UPDATE(2),
    CONTROL(20),
    POINTER(27),
    INPUT(28),
    SYNCHRONIZE(31),
    REFRESH_RECT(33),
    PLAY_SOUND(34),
    SUPPRESS_OUTPUT(35),
    SHUTDOWN_REQUEST(36),
    SHUTDOWN_DENIED(37),
    SAVE_SESSION_INFO(38),
    FONT_LIST(39),
    FONT_MAP(40),
    SET_KEYBOARD_INDICATORS(41),
    PERSISTENT_KEY_LIST(43),
    BITMAP_CACHE_ERROR(44),
    SET_KEYBOARD_IME_STATUS(45),
    OFFSCREEN_CACHE_ERROR(46),
    SET_ERROR_INFO(47),
    DRAW_NINE_GRID_ERROR(48),
    DRAW_GDIPLUS_ERROR(49),
    ARC_STATUS(50),
    STATUS_INFO(54),
    MONITOR_LAYOUT(55),
    FRAME_ACKNOWLEDGE(56);

    private final int value;

    PduType2(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }

    static Optional<PduType2> of(int value) {
        return Arrays.stream(values()).filter(type -> type.value == value).findFirst();
    }
}
