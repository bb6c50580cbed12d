package holdfast.desktops.x11;

import holdfast.desktops.DesktopClipboard;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CLIPBOARD and PRIMARY as one clipboard. What a viewer offers is owned as both; of what programs
 * own, the one that changed last counts.
 */
final class XClipboard implements DesktopClipboard {
    /** Marking text with the mouse makes PRIMARY change with each move. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration VIEWER_PATIENCE = Duration.ofSeconds(30);

    /** How long fetched text is kept for programs that ask several times for one paste. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final XDisplay display;
    private final XCore core;
    private final XFixes fixes;
    private final SelectionAtoms atoms;
    private final SelectionReader reader;
    private final SelectionWriter writer;
    private final int window;
    private final int root;

    private @Nullable Listener listener;
    private @Nullable Offer offer;
    private boolean ownsClipboard;
    private boolean ownsPrimary;
    private int ownedSince;

    /** The selection that a program has text in, or 0. */
    private int current;

    private int target;
    private long changes;

    /** What the viewer offered, and its text once somebody asked for it. */
    private static final class Offer {
        final Source source;
        @Nullable CompletableFuture<String> text;
        boolean keep;
        @Nullable String delivered;

        Offer(Source source) {
            this.source = source;
        }
    }

    XClipboard(XDisplay display, XConnection x, XCore core, XFixes fixes) {
        this.display = display;
        this.core = core;
        this.fixes = fixes;
        root = x.setup().root();
        atoms = new SelectionAtoms(core);
        window = core.createHiddenWindow();
        reader = new SelectionReader(display, core, atoms, window);
        writer = new SelectionWriter(display, core, atoms);
        fixes.watchSelection(root, atoms.clipboard);
        fixes.watchSelection(root, atoms.primary);
    }

    @Override
    public void watch(@Nullable Listener next) {
        display.post(() -> {
            listener = next;
            if (next != null) {
                lookForText();
            }
        });
    }

    @Override
    public CompletableFuture<Optional<String>> text() {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        display.call(
                        () -> {
                            readText(result::complete);
                            return true;
                        })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        result.complete(Optional.empty());
                    }
                });
        return result;
    }

    @Override
    public void offer(Source source) {
        display.post(() -> {
            offer = new Offer(source);
            current = 0;
            changes++;
            core.own(atoms.clipboard, window, 0);
            core.own(atoms.primary, window, 0);
        });
    }

    @Override
    public void withdraw() {
        display.post(() -> {
            offer = null;
            if (ownsClipboard) {
                core.own(atoms.clipboard, 0, 0);
            }
            if (ownsPrimary) {
                core.own(atoms.primary, 0, 0);
            }
        });
    }

    /** Takes what concerns selections; on the display's thread, as all below. */
    void event(XMessage event, int type) {
        if (fixes.isSelectionNotify(type)) {
            ownerChanged(event.u32(12), event.u32(8), event.u32(20));
        } else if (type == XCore.SELECTION_NOTIFY) {
            reader.selectionNotify(event);
        } else if (type == XCore.SELECTION_REQUEST) {
            requested(event);
        } else if (type == XCore.PROPERTY_NOTIFY) {
            reader.propertyNotify(event);
            writer.propertyNotify(event);
        }
    }

    private void lookForText() {
        for (int selection : new int[] {atoms.primary, atoms.clipboard}) {
            int owner = core.owner(selection);
            if (owner != 0 && owner != window) {
                ownerChanged(selection, owner, 0);
            }
        }
    }

    private void ownerChanged(int selection, int owner, int time) {
        boolean ours = owner == window;
        if (selection == atoms.clipboard) {
            ownsClipboard = ours;
        } else {
            ownsPrimary = ours;
        }
        if (ours) {
            ownedSince = time;
            return;
        }
        long change = ++changes;
        if (owner == 0) {
            if (current == selection) {
                current = 0;
                announce(false);
            }
        } else if (selection == atoms.primary) {
            display.after(QUIET, () -> ifStill(change, () -> primaryChanged(change)));
        } else {
            examine(selection, change);
        }
    }

    /**
     * Announcing PRIMARY takes the viewer's own clipboard away, whose text CLIPBOARD still stands
     * for here. So that is fetched first.
     */
    private void primaryChanged(long change) {
        Offer offered = offer;
        if (!ownsClipboard || offered == null) {
            examine(atoms.primary, change);
            return;
        }
        offered.keep = true;
        text(offered, text -> ifStill(change, () -> examine(atoms.primary, change)));
    }

    private void examine(int selection, long change) {
        if (listener == null) {
            return;
        }
        reader.read(
                selection,
                atoms.targets,
                content -> ifStill(change, () -> examined(selection, content)));
    }

    private void examined(int selection, Optional<SelectionReader.Content> content) {
        Optional<Integer> text =
                content.isEmpty()
                        ? Optional.of(atoms.fallback())
                        : atoms.choose(SelectionAtoms.decode(content.get().bytes()));
        current = text.isPresent() ? selection : 0;
        target = text.orElse(0);
        Offer offered = offer;
        String delivered = offered == null ? null : offered.delivered;
        if (text.isPresent() && delivered != null) {
            // A clipboard keeper that took our text over is not news for the viewer.
            long change = changes;
            readText(now ->
                    ifStill(
                            change,
                            () -> {
                                if (!now.equals(Optional.of(delivered))) {
                                    announce(now.isPresent());
                                }
                            }));
        } else {
            announce(text.isPresent());
        }
    }

    private void announce(boolean text) {
        if (listener != null) {
            listener.changed(text);
        }
    }

    private void readText(Consumer<Optional<String>> done) {
        if (current == 0) {
            done.accept(Optional.empty());
            return;
        }
        reader.read(
                current,
                target,
                content ->
                        done.accept(
                                content.map(c -> new String(c.bytes(), atoms.charset(c.type())))));
    }

    private void requested(XMessage request) {
        int wanted = request.u32(20);
        Offer offered = offer;
        if (offered == null) {
            writer.refuse(request);
        } else if (wanted == atoms.targets) {
            byte[] list = SelectionAtoms.encode(atoms.offered());
            writer.write(request, XCore.ATOM_ATOM, 32, list);
        } else if (wanted == atoms.timestamp) {
            byte[] time = SelectionAtoms.encode(java.util.List.of(ownedSince));
            writer.write(request, XCore.ATOM_INTEGER, 32, time);
        } else if (atoms.isText(wanted)) {
            text(offered, text -> answer(request, offered, text));
        } else {
            writer.refuse(request);
        }
    }

    private void answer(XMessage request, Offer offered, Optional<String> text) {
        if (text.isEmpty()) {
            writer.refuse(request);
            return;
        }
        offered.delivered = text.get();
        int type = atoms.typeOf(request.u32(20));
        writer.write(request, type, 8, text.get().getBytes(atoms.charset(type)));
    }

    /** The text of an offer, asked of the viewer once; the answer comes on this thread. */
    private void text(Offer offered, Consumer<Optional<String>> done) {
        CompletableFuture<String> text = offered.text;
        if (text == null || text.isCompletedExceptionally()) {
            text =
                    offered.source
                            .text()
                            .orTimeout(VIEWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            offered.text = text;
            display.after(KEPT, () -> drop(offered));
        }
        text.whenComplete(
                (value, failure) -> display.post(() -> done.accept(Optional.ofNullable(value))));
    }

    private void drop(Offer offered) {
        CompletableFuture<String> text = offered.text;
        if (text == null || offered.keep) {
            return;
        }
        if (text.isDone()) {
            offered.text = null;
            offered.delivered = null;
        } else {
            display.after(KEPT, () -> drop(offered));
        }
    }

    private void ifStill(long change, Runnable task) {
        if (changes == change) {
            task.run();
        }
    }
}
