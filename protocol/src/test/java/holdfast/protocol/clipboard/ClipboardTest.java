package holdfast.protocol.clipboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.channel.ChannelInbox;
import holdfast.protocol.channel.ChannelOutbox;
import holdfast.protocol.channel.ChunkSink;
import holdfast.protocol.connect.StaticChannel;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClipboardTest {
    private static final int MAX_TEXT = 32 << 20;

    /** CLIPRDR_CAPS of a client that uses long names. */
    private static final String LONG_NAMES =
            "0700 0000 10000000 0100 0000 0100 0C00 02000000 1E000000";

    private static final String OFFER = "0200 0000 0C000000 0D000000 0000 01000000 0000";

    private static final String EMPTY_LIST = "0200 0000 00000000";

    /** A desktop that keeps what it is told. */
    private static final class Desktop implements ClipboardHost {
        final List<String> events = new ArrayList<>();

        @Override
        public void clientOffers(boolean hasText) {
            events.add("offers " + hasText);
        }

        @Override
        public void clientText(Optional<String> text) {
            events.add("text " + text.orElse("<none>"));
        }

        @Override
        public void textWanted() {
            events.add("wanted");
        }
    }

    private final Desktop desktop = new Desktop();
    private final Clipboard clipboard = new Clipboard(desktop, MAX_TEXT);

    @Test
    void beginsWithCapabilitiesAndReadiness() {
        assertHex(
                clipboard.opened(),
                "0700 0000 10000000 0100 0000 0100 0C00 02000000 02000000",
                "0100 0000 00000000");
    }

    @Test
    void acknowledgesEachFormatList() throws Exception {
        process(LONG_NAMES);
        assertHex(process(EMPTY_LIST), "0300 0100 00000000");
        assertHex(process("0200 0000 06000000 0D000000 0000"), "0300 0100 00000000");
        assertThat(desktop.events).containsExactly("offers false", "offers true");
    }

    @Test
    void findsTextAmongLongNames() throws Exception {
        process(LONG_NAMES);
        // 0xC004 "Rich", CF_BITMAP, CF_UNICODETEXT, and two bytes of padding
        process(
                "0200 0000 1C000000 04C00000 5200 6900 6300 6800 0000"
                        + " 02000000 0000 0D000000 0000 0000");
        assertThat(desktop.events).containsExactly("offers true");
    }

    @Test
    void findsTextAmongShortNamesOfAClientWithoutCapabilities() throws Exception {
        process("0200 0400 48000000 10000000" + "00".repeat(32) + "01000000" + "00".repeat(32));
        assertThat(desktop.events).containsExactly("offers true");
        // Only CF_TEXT was there.
        assertHex(clipboard.requestText(), "0400 0000 04000000 01000000");
    }

    @Test
    void findsNoTextAmongOtherFormats() throws Exception {
        process(LONG_NAMES);
        process("0200 0000 06000000 08000000 0000");
        assertThat(desktop.events).containsExactly("offers false");
        assertThat(clipboard.requestText()).isEmpty();
        assertThat(desktop.events).endsWith("text <none>");
    }

    @Test
    void fetchesTheClientsTextAsUnicode() throws Exception {
        clientOffersText();
        assertHex(clipboard.requestText(), "0400 0000 04000000 0D000000");
        assertThat(clipboard.requestText()).as("one question serves all").isEmpty();
        // "ä", CR, LF, "€", terminator, rubbish
        process("0500 0100 0C000000 E400 0D00 0A00 AC20 0000 4100");
        assertThat(desktop.events).containsExactly("offers true", "text ä\n€");
    }

    @Test
    void fetchesAnsiTextWithoutATerminator() throws Exception {
        process("0200 0000 24000000 01000000" + "00".repeat(32));
        clipboard.requestText();
        process("0500 0100 04000000 80 0D 0A 62");
        assertThat(desktop.events).endsWith("text €\nb");
    }

    @Test
    void takesAFailureForNoText() throws Exception {
        clientOffersText();
        clipboard.requestText();
        process("0500 0200 00000000");
        assertThat(desktop.events).endsWith("text <none>");
        assertThat(clipboard.requestText()).as("may ask again").hasSize(1);
    }

    @Test
    void asksAgainWhenTheClientsClipboardChangedMeanwhile() throws Exception {
        clientOffersText();
        clipboard.requestText();
        process("0200 0000 06000000 01000000 0000");
        assertThat(clipboard.requestText()).isEmpty();
        assertHex(process("0500 0200 00000000"), "0400 0000 04000000 01000000");
        process("0500 0100 02000000 6200");
        assertThat(desktop.events).containsExactly("offers true", "offers true", "text b");
    }

    @Test
    void sendsWhatTheHostAsksForAtOnceAfterItsOwnAnswer() throws Exception {
        var eager =
                new ClipboardHost() {
                    @Nullable Clipboard clipboard;

                    @Override
                    public void clientOffers(boolean hasText) {
                        assertThat(Objects.requireNonNull(clipboard).requestText()).isEmpty();
                    }

                    @Override
                    public void clientText(Optional<String> text) {
                        assertThat(Objects.requireNonNull(clipboard).offer()).isEmpty();
                    }

                    @Override
                    public void textWanted() {
                        assertThat(Objects.requireNonNull(clipboard).deliver(Optional.of("x")))
                                .isEmpty();
                    }
                };
        eager.clipboard = new Clipboard(eager, MAX_TEXT);
        eager.clipboard.process(reader(LONG_NAMES));
        assertHex(
                eager.clipboard.process(reader("0200 0000 06000000 0D000000 0000")),
                "0300 0100 00000000",
                "0400 0000 04000000 0D000000");
        assertHex(eager.clipboard.process(reader("0500 0100 02000000 0000")), OFFER);
        assertHex(
                eager.clipboard.process(reader("0400 0000 04000000 01000000")),
                "0500 0100 02000000 7800");
    }

    @Test
    void ignoresTextThatNobodyAskedFor() throws Exception {
        clientOffersText();
        process("0500 0100 04000000 4100 0000");
        assertThat(desktop.events).containsExactly("offers true");
    }

    @Test
    void offersTheDesktopsTextInBothForms() throws Exception {
        settledWithLongNames();
        assertHex(clipboard.offer(), "0200 0000 0C000000 0D000000 0000 01000000 0000");
    }

    @Test
    void offersWithShortNamesToAClientWithoutLongOnes() throws Exception {
        process(EMPTY_LIST);
        assertHex(
                clipboard.offer(),
                "0200 0000 48000000 0D000000" + "00".repeat(32) + "01000000" + "00".repeat(32));
    }

    @Test
    void offersToAClientWithAnEmptyClipboardThatSendsNoList() throws Exception {
        clipboard.opened();
        assertThat(clipboard.offer()).isEmpty();
        assertThat(process(LONG_NAMES)).isEmpty();
        assertThat(process("0600 0000 08020000" + "00".repeat(520))).isEmpty();
        assertHex(clipboard.settle(), OFFER);
        assertThat(clipboard.settle()).isEmpty();
    }

    @Test
    void offersToAClientThatSpeaksLate() throws Exception {
        clipboard.offer();
        assertThat(clipboard.settle()).isEmpty();
        assertHex(process(LONG_NAMES), OFFER);
    }

    @Test
    void offersAfterAListThatIsEmpty() throws Exception {
        clipboard.offer();
        process(LONG_NAMES);
        assertHex(process(EMPTY_LIST), "0300 0100 00000000", OFFER);
    }

    @Test
    void letsTheClientsCopyWinAtTheBeginning() throws Exception {
        clipboard.offer();
        process(LONG_NAMES);
        assertHex(process("0200 0000 06000000 0D000000 0000"), "0300 0100 00000000");
        assertThat(clipboard.settle()).isEmpty();
        assertHex(clipboard.offer(), OFFER);
    }

    @Test
    void takesNoNoticeOfTheFirstListOfXfreerdpWhichNamesAllFormatsThereAre() throws Exception {
        clipboard.offer();
        process(LONG_NAMES);
        assertHex(process("0200 0000 0C000000 00000000 0000 0D000000 0000"), "0300 0100 00000000");
        assertThat(desktop.events).isEmpty();
        assertHex(clipboard.settle(), OFFER);
    }

    @Test
    void doesNotOfferWhatWasWithdrawnBeforeTheClientWasReady() throws Exception {
        clipboard.opened();
        clipboard.offer();
        assertThat(clipboard.withdraw()).isEmpty();
        assertThat(process(LONG_NAMES)).isEmpty();
        assertThat(clipboard.settle()).isEmpty();
    }

    @Test
    void withdrawsWhatItOffered() throws Exception {
        settledWithLongNames();
        clipboard.offer();
        assertHex(clipboard.withdraw(), EMPTY_LIST);
        assertThat(clipboard.withdraw()).isEmpty();
    }

    @Test
    void leavesTheClientsOwnCopyAloneWhenTheDesktopsTextGoes() throws Exception {
        settledWithLongNames();
        clipboard.offer();
        process("0200 0000 06000000 08000000 0000"); // The user copies a picture at the client.
        assertThat(clipboard.withdraw()).isEmpty();
    }

    @Test
    void givesTheDesktopsTextInTheFormAskedFor() throws Exception {
        settledWithLongNames();
        clipboard.offer();
        assertThat(process("0400 0000 04000000 0D000000")).isEmpty();
        assertThat(process("0400 0000 04000000 01000000")).isEmpty();
        assertThat(desktop.events).containsExactly("wanted", "wanted");
        assertHex(
                clipboard.deliver(Optional.of("a\nb\r\n€")),
                "0500 0100 10000000 6100 0D00 0A00 6200 0D00 0A00 AC20 0000");
        assertHex(clipboard.deliver(Optional.of("a\nб")), "0500 0100 05000000 61 0D 0A 3F 00");
        assertThat(clipboard.deliver(Optional.of("nobody asked"))).isEmpty();
    }

    @Test
    void saysThatItHasNoText() throws Exception {
        process(LONG_NAMES);
        assertHex(process("0400 0000 04000000 0D000000"), "0500 0200 00000000");
        clipboard.offer();
        assertHex(process("0400 0000 04000000 08000000"), "0500 0200 00000000");
        process("0400 0000 04000000 0D000000");
        assertHex(clipboard.deliver(Optional.empty()), "0500 0200 00000000");
    }

    @Test
    void refusesTextPastItsLimit() throws Exception {
        var small = new Clipboard(desktop, 100);
        small.process(reader(LONG_NAMES));
        small.offer();
        small.process(reader("0400 0000 04000000 0D000000"));
        assertHex(small.deliver(Optional.of("x".repeat(50))), "0500 0200 00000000");
        small.process(reader("0400 0000 04000000 0D000000"));
        assertThat(small.deliver(Optional.of("x".repeat(49)))).hasSize(1);

        small.process(reader("0200 0000 06000000 0D000000 0000"));
        small.requestText();
        small.process(reader("0500 0100 66000000" + "4100".repeat(51)));
        assertThat(desktop.events).endsWith("text <none>");
    }

    @Test
    void goesOnWhenTheClientsTextIsTooLongToBeReceived() throws Exception {
        clientOffersText();
        clipboard.requestText();
        assertThat(clipboard.oversized(1L << 30)).isEmpty();
        assertThat(desktop.events).endsWith("text <none>");
    }

    @Test
    void letsOnlyAFewRequestsWait() throws Exception {
        process(LONG_NAMES);
        clipboard.offer();
        for (int i = 0; i < 8; i++) {
            assertThat(process("0400 0000 04000000 0D000000")).isEmpty();
        }
        assertHex(process("0400 0000 04000000 0D000000"), "0500 0200 00000000");
    }

    @Test
    void takesMuchOnlyWhileItWaitsForText() throws Exception {
        assertThat(clipboard.maxMessage()).isEqualTo(1 << 20);
        clientOffersText();
        clipboard.requestText();
        assertThat(clipboard.maxMessage()).isEqualTo(MAX_TEXT + 8);
        process("0500 0100 04000000 4100 0000");
        assertThat(clipboard.maxMessage()).isEqualTo(1 << 20);
    }

    @Test
    void carriesTenMegabytesEachWay() throws Exception {
        String text = ("A line of text, with ä and € in it.\n").repeat(300_000);
        process(LONG_NAMES);
        clipboard.offer();
        process("0400 0000 04000000 0D000000");
        byte[] response = clipboard.deliver(Optional.of(text)).getFirst();
        assertThat(response).hasSizeGreaterThan(20_000_000);

        // The client's side is the same machine: it asks, and the chunks of the answer arrive.
        var other = new Desktop();
        var client = new Clipboard(other, MAX_TEXT);
        client.process(reader("0200 0000 24000000 0D000000" + "00".repeat(32)));
        client.requestText();
        var receiver = new ChannelInbox(client);
        var outbox = new ChannelOutbox(1600);
        outbox.lane(new StaticChannel(1004, "cliprdr", 0), 1).offer(response);
        var refused = new ArrayList<ProtocolException>();
        ChunkSink sink =
                (_, total, flags, data, offset, length) -> {
                    try {
                        receiver.receive(
                                total, flags, Arrays.copyOfRange(data, offset, offset + length));
                    } catch (ProtocolException e) {
                        refused.add(e);
                    }
                };
        outbox.drain(Integer.MAX_VALUE, sink);
        assertThat(refused).isEmpty();
        assertThat(other.events.getLast().equals("text " + text)).isTrue();
    }

    @Test
    void refusesFilesPolitely() throws Exception {
        process(LONG_NAMES);
        assertThat(process("0A00 0000 04000000 01000000")).as("lock").isEmpty();
        assertHex(
                process("0800 0000 18000000 07000000 00000000 01000000 00000000 00000000 08000000"),
                "0900 0200 04000000 07000000");
        assertThat(process("0B00 0000 04000000 01000000")).as("unlock").isEmpty();
    }

    @Test
    void takesItThatTheClientFailsToReadAList() throws Exception {
        process(LONG_NAMES);
        clipboard.offer();
        assertThat(process("0300 0200 00000000")).isEmpty();
    }

    @Test
    void toleratesPaddingAfterAMessage() throws Exception {
        assertHex(process(EMPTY_LIST + "00000000"), "0300 0100 00000000");
    }

    @Test
    void endsAnOpenQuestionWithTheConnection() throws Exception {
        clientOffersText();
        clipboard.requestText();
        clipboard.closed();
        assertThat(desktop.events).endsWith("text <none>");
        assertThat(clipboard.deliver(Optional.of("x"))).isEmpty();
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThat(refusal("0C00 0000 00000000")).isEqualTo(new Reason.Unknown("msgType", 12));
        assertThat(refusal("0200 0000 FFFFFFFF"))
                .isEqualTo(new Reason.OutOfRange("dataLen", 0xFFFF_FFFFL, 0, Integer.MAX_VALUE));
        assertThat(refusal("0200 0000 05000000 00")).isEqualTo(new Reason.Truncated("data", 5, 1));
        assertThat(refusal("0700 0000 08000000 0100 0000 0100 0200"))
                .isEqualTo(new Reason.OutOfRange("lengthCapability", 2, 4, 65535));
    }

    @Test
    void refusesANameWithoutAnEnd() throws Exception {
        process(LONG_NAMES);
        assertThat(refusal("0200 0000 08000000 0D000000 4100 4200"))
                .isEqualTo(new Reason.Truncated("wszFormatName", 2, 0));
    }

    /** The input is a row of messages, each with a length byte in front. */
    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        var fuzzed = new Clipboard(desktop, 4096);
        desktop.events.clear();
        fuzzed.opened();
        fuzzed.offer();
        try {
            for (int at = 0; at < input.length; ) {
                int length = Math.min(input[at] & 0xFF, input.length - at - 1);
                fuzzed.process(new WireReader("CLIPRDR", input, at + 1, length));
                fuzzed.requestText();
                at += 1 + length;
            }
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
        fuzzed.deliver(Optional.of("text\n"));
        fuzzed.closed();
    }

    private void settledWithLongNames() throws ProtocolException {
        process(LONG_NAMES);
        clipboard.settle();
    }

    private void clientOffersText() throws ProtocolException {
        process(LONG_NAMES);
        process("0200 0000 06000000 0D000000 0000");
    }

    private List<byte[]> process(String message) throws ProtocolException {
        return clipboard.process(reader(message));
    }

    private Reason refusal(String message) {
        return catchThrowableOfType(ProtocolException.class, () -> process(message)).reason();
    }

    private static WireReader reader(String message) {
        return new WireReader("CLIPRDR", HexFormat.of().parseHex(message.replace(" ", "")));
    }

    private static void assertHex(List<byte[]> messages, String... expected) {
        assertThat(messages)
                .extracting(message -> HexFormat.of().withUpperCase().formatHex(message))
                .containsExactly(
                        Arrays.stream(expected)
                                .map(text -> text.replace(" ", ""))
                                .toArray(String[]::new));
    }
}
