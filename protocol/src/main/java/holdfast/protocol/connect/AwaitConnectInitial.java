package holdfast.protocol.connect;

import holdfast.protocol.security.MethodChoice;
import holdfast.protocol.security.ServerCertificate;
import holdfast.protocol.security.SessionKeys;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.Optional;

/** Basic settings exchange: [MS-RDPBCGR] 1.3.1.1, 2. */
record AwaitConnectInitial(Negotiated negotiated) implements State {
    @Override
    public Expectation expects() {
        return Expectation.SETTINGS;
    }

    @Override
    public State received(Frame frame, Step step) throws ProtocolException {
        var initial = ConnectInitial.decode(frame);
        var core = ClientBlocks.decode(initial.userData());
        refuseDowngrade(core);
        step.tell(new Action.ClientIdentified(core));
        Optional<Protection> protection = protection(core, step);
        if (protection.isEmpty()) {
            return step.close(new CloseReason.EncryptionRefused(core.encryptionMethods()));
        }
        var channels = Channels.allocate(core);
        byte[] blocks =
                ServerBlocks.encode(negotiated.requested(), core, channels, protection.get());
        step.send(ConnectResponse.encode(initial.agreed(), blocks));
        return new Joining(
                new Peer(
                        negotiated,
                        core,
                        channels,
                        protection.get(),
                        new Outbound(protection.get())));
    }

    /**
     * A client that was told of another protocol than the one the server chose has somebody between
     * ([MS-RDPBCGR] 2.2.1.3.2, serverSelectedProtocol). Zero also stands for clients that do not
     * say.
     */
    private void refuseDowngrade(ClientCore core) throws ProtocolException {
        int told = core.serverSelectedProtocol();
        if (told != 0 && told != negotiated.protocol().value()) {
            throw new ProtocolException(
                    ClientBlocks.NAME, 0, new Reason.Unknown("serverSelectedProtocol", told));
        }
    }

    /** Empty where the client lacks what the encryption level demands. */
    private Optional<Protection> protection(ClientCore core, Step step) {
        if (negotiated.protocol().enhanced()) {
            return Optional.of(new Protection.Outer());
        }
        var config = step.config();
        int methods = core.encryptionMethods();
        return MethodChoice.choose(config.encryptionLevel(), methods)
                .map(method ->
                        new Protection.Standard(
                                config.encryptionLevel(),
                                method,
                                step.random(SessionKeys.RANDOM_SIZE),
                                ServerCertificate.forClient(
                                        config.keys(), core.version(), methods)));
    }
}
