package holdfast.protocol.connect;

import holdfast.protocol.connect.DemandActive.Offer;
import java.util.Optional;

/**
 * A client that has said who wants to log on. The secret in {@code info} is the server's.
 *
 * @param deepestColour that the server allows, in bits per pixel
 */
record Caller(Peer peer, ClientInfo info, int deepestColour) {
    /** The client's wish for a desktop, within what the server allows. */
    Offer firstOffer(ConnectionConfig config) {
        var wanted = peer.core().desktop();
        int largest = config.largestDesktop();
        return new Offer(
                Math.clamp(wanted.width(), 200, largest),
                Math.clamp(wanted.height(), 200, largest),
                Math.min(peer.core().colourDepth(), deepestColour));
    }

    ClientProfile profile(Offer offer, ClientCapabilities capabilities) {
        var channels = peer.channels();
        return new ClientProfile(
                peer.core(),
                capabilities,
                new ClientCore.Size(offer.width(), offer.height()),
                depth(offer, capabilities),
                channels.statics(),
                info.clientAddress(),
                info.clientDirectory(),
                info.flags(),
                info.performanceFlags(),
                info.compression() ? Optional.of(info.compressionType()) : Optional.empty(),
                info.timeZone(),
                peer.protection().security(peer.negotiated().protocol()),
                channels.message());
    }

    /**
     * The client's last word counts, also where its early flags said something else; but for one
     * that insists on more than the server allows, which is shown what it was offered.
     */
    private int depth(Offer offer, ClientCapabilities capabilities) {
        return switch (capabilities.bitmap().preferredBitsPerPixel()) {
            case 8, 15, 16, 24, 32 ->
                    capabilities.bitmap().preferredBitsPerPixel() <= deepestColour
                            ? capabilities.bitmap().preferredBitsPerPixel()
                            : offer.bitsPerPixel();
            default -> offer.bitsPerPixel();
        };
    }
}
