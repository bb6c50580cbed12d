package holdfast.logon.ntlm;

/** Negotiate flags that matter here: [MS-NLMP] 2.2.2.5. */
final class NtlmFlags {
    static final int UNICODE = 0x0000_0001;
    static final int REQUEST_TARGET = 0x0000_0004;
    static final int SIGN = 0x0000_0010;
    static final int SEAL = 0x0000_0020;
    static final int NTLM = 0x0000_0200;
    static final int ANONYMOUS = 0x0000_0800;
    static final int ALWAYS_SIGN = 0x0000_8000;
    static final int TARGET_TYPE_SERVER = 0x0002_0000;
    static final int EXTENDED_SESSION_SECURITY = 0x0008_0000;
    static final int TARGET_INFO = 0x0080_0000;
    static final int VERSION = 0x0200_0000;
    static final int BITS_128 = 0x2000_0000;
    static final int KEY_EXCHANGE = 0x4000_0000;
    static final int BITS_56 = 0x8000_0000;

    /** Without these there is no sealing of 128 bits, and CredSSP has nothing to seal with. */
    static final int REQUIRED = UNICODE | SIGN | SEAL | EXTENDED_SESSION_SECURITY | BITS_128;

    /** What the server says of itself whatever the client said. */
    static final int ANSWERED = NTLM | TARGET_TYPE_SERVER | TARGET_INFO | REQUEST_TARGET;

    /** What the server can do where the client asks for it. */
    static final int OFFERED = REQUIRED | ALWAYS_SIGN | KEY_EXCHANGE | BITS_56 | VERSION;

    private NtlmFlags() {}

    static boolean has(int flags, int wanted) {
        return (flags & wanted) == wanted;
    }
}
