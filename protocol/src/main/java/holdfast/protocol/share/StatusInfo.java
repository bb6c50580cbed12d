package holdfast.protocol.share;

/** statusCode of the Server Status Info PDU, [MS-RDPBCGR] 2.2.5.2: how a broker gets on. */
public enum StatusInfo {
    FINDING_DESTINATION(0x401),
    LOADING_DESTINATION(0x402),
    BRINGING_SESSION_ONLINE(0x403),
    REDIRECTING_TO_DESTINATION(0x404),
    VM_LOADING(0x501),
    VM_WAKING(0x502),
    VM_STARTING(0x503),
    VM_STARTING_MONITORING(0x504),
    VM_RETRYING_MONITORING(0x505);

    private final int code;

    StatusInfo(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
