package holdfast.protocol.connect;

import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;

/** What a client that broke the protocol is told: [MS-RDPBCGR] 2.2.5.1.1. The one such place. */
final class Refusals {
    private Refusals() {}

    static ErrorInfo told(ProtocolException refusal) {
        return switch (refusal.reason()) {
            case Reason.NotEncrypted _ -> ErrorInfo.DECRYPTFAILED2;
            case Reason.Forged _ -> ErrorInfo.DECRYPTFAILED;
            case Reason.NotAllowedHere _ -> ErrorInfo.CONTROLPDUSEQUENCE;
            case Reason.Truncated(String field, _, _) -> tooShort(refusal.pdu(), field);
            case Reason.OutOfRange(String field, _, _, _) -> wrong(refusal.pdu(), field);
            case Reason.Unknown(String field, _) -> wrong(refusal.pdu(), field);
        };
    }

    private static ErrorInfo tooShort(String pdu, String field) {
        return switch (pdu) {
            case ClientInfoPdu.NAME -> clientInfo(field);
            case ConfirmActive.NAME ->
                    switch (field) {
                        case "capabilitySetType", "lengthCapability" ->
                                ErrorInfo.CAPABILITYSETTOOSMALL;
                        default -> ErrorInfo.CONFIRMACTIVEPDUTOOSHORT;
                    };
            case FastPathInputPdu.NAME ->
                    field.equals("dataSignature")
                            ? ErrorInfo.SECURITYDATATOOSHORT
                            : ErrorInfo.INPUTPDUBADLENGTH;
            case SharedState.CHANNEL_PDU, ClientBlocks.NAME -> ErrorInfo.VCHANNELDATATOOSHORT;
            default -> shareTooShort(field);
        };
    }

    private static ErrorInfo shareTooShort(String field) {
        return switch (field) {
            case "flags", "flagsHi" -> ErrorInfo.SECURITYDATATOOSHORT2;
            case "dataSignature" -> ErrorInfo.SECURITYDATATOOSHORT3;
            case "numberOfAreas", "pad3Octects", "left", "top", "right", "bottom" ->
                    ErrorInfo.INVALIDREFRESHRECTPDU;
            case "allowDisplayUpdates" -> ErrorInfo.BADSUPRESSOUTPUTPDU;
            case "frameID" -> ErrorInfo.BAD_FRAME_ACK_DATA;
            case "numEntriesCache", "totalEntriesCache", "bBitMask", "entries" ->
                    ErrorInfo.PERSISTENTKEYPDUBADLENGTH;
            default -> ErrorInfo.SHAREDATATOOSHORT;
        };
    }

    private static ErrorInfo clientInfo(String field) {
        return switch (field) {
            case "clientAddress" -> ErrorInfo.SECURITYDATATOOSHORT8;
            case "clientDir" -> ErrorInfo.SECURITYDATATOOSHORT10;
            case "autoReconnectCookie" -> ErrorInfo.SECURITYDATATOOSHORT15;
            case "dynamicDSTTimeZoneKeyName" -> ErrorInfo.TIMEZONEKEYNAMELENGTHTOOSHORT;
            case "CodePage",
                    "flags",
                    "cbDomain",
                    "cbUserName",
                    "cbPassword",
                    "cbAlternateShell",
                    "cbWorkingDir" ->
                    ErrorInfo.SECURITYDATATOOSHORT6;
            default -> ErrorInfo.SECURITYDATATOOSHORT5;
        };
    }

    private static ErrorInfo wrong(String pdu, String field) {
        return switch (field) {
            case "pduType2", "compressedType" -> ErrorInfo.UNKNOWNPDUTYPE2;
            case "pduType" -> ErrorInfo.UNKNOWNPDUTYPE;
            case "action" -> ErrorInfo.INVALIDCONTROLPDUACTION;
            case "allowDisplayUpdates" -> ErrorInfo.BADSUPRESSOUTPUTPDU;
            case "channelId" -> ErrorInfo.INVALIDCHANNELID;
            case "channelCount" -> ErrorInfo.VCHANNELSTOOMANY;
            case "monitorCount" -> ErrorInfo.INVALIDMONITORCOUNT;
            case "monitor size", "left", "top", "right", "bottom" -> ErrorInfo.BADMONITORDATA;
            case "lengthCapability" -> ErrorInfo.CAPABILITYSETTOOLARGE;
            case "shareId" -> ErrorInfo.CONFIRMACTIVEWRONGSHAREID;
            case "totalEntriesCache" -> ErrorInfo.PERSISTENTKEYPDUTOOMANYTOTALKEYS;
            case "cbAutoReconnectCookie" -> ErrorInfo.SECURITYDATATOOSHORT16;
            case "cbDynamicDSTTimeZoneKeyName" -> ErrorInfo.TIMEZONEKEYNAMELENGTHTOOLONG;
            default ->
                    pdu.equals(ConfirmActive.NAME)
                            ? ErrorInfo.BADCAPABILITIES
                            : ErrorInfo.CONNECTFAILED;
        };
    }
}
