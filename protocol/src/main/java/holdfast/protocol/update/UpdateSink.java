package holdfast.protocol.update;

/**
 * Where an {@link UpdateWriter} leaves what is ready to be sent; the server binds it to one
 * connection. The bytes are valid during the call only.
 */
public interface UpdateSink {
    /** The pduType2 values of slow-path output, [MS-RDPBCGR] 2.2.8.1.1.1.2. */
    int PDUTYPE2_UPDATE = 0x02;

    int PDUTYPE2_POINTER = 0x1B;

    /**
     * Takes the fpOutputUpdates of one TS_FP_UPDATE_PDU: one or more whole TS_FP_UPDATE structures,
     * at most {@link UpdateWriter#MAX_PAYLOAD} bytes.
     */
    void fastPath(byte[] data, int offset, int length);

    /**
     * Takes the body of one slow-path PDU, which begins after its share data header.
     *
     * @param pduType2 {@link #PDUTYPE2_UPDATE} or {@link #PDUTYPE2_POINTER}
     */
    void slowPath(int pduType2, byte[] data, int offset, int length);
}
