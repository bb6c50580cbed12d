package holdfast.desktops.x11;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.graphics.Rect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The screen's size and its monitors, through RANDR. For the display's thread only. */
final class ScreenLayout {
    private static final int PLAIN_DPI = 96;
    private static final String MODE_SUFFIX = "_holdfast";
    private static final String MONITOR_PREFIX = "HOLDFAST-";
    private static final String DPI_RESOURCE = "Xft.dpi:";
    private static final int MOST_RESOURCES = 1 << 20;

    private final XCore core;
    private final XRandR randr;
    private final int root;

    ScreenLayout(XConnection x, XCore core) {
        this.core = core;
        randr = new XRandR(x);
        root = x.setup().root();
    }

    /** Takes the layout, or the nearest that the server can have. */
    void apply(DisplayLayout wanted) {
        DisplaySize largest = randr.largest();
        DisplaySize all = wanted.size();
        DisplaySize size =
                new DisplaySize(
                        Math.min(all.width(), largest.width()),
                        Math.min(all.height(), largest.height()));
        int dotsPerInch = PLAIN_DPI * wanted.scalePercent() / 100;
        int[] now = core.size(root);
        // Programs must not see a screen without monitors in between.
        core.grabServer(true);
        try {
            if (now[0] != size.width() || now[1] != size.height()) {
                resize(size, dotsPerInch);
            }
            monitors(wanted, size, dotsPerInch);
        } finally {
            core.grabServer(false);
        }
        resources(dotsPerInch);
    }

    private void resize(DisplaySize size, int dotsPerInch) {
        XRandR.Resources resources = randr.resources();
        if (resources.crtcs().isEmpty() || resources.outputs().isEmpty()) {
            randr.setScreenSize(size, dotsPerInch);
            return;
        }
        int crtc = resources.crtcs().getFirst();
        int output = resources.outputs().getFirst();
        XRandR.Mode mode = mode(resources, output, size);
        int stamp = resources.timestamp();
        randr.setCrtc(crtc, stamp, 0, List.of());
        randr.setScreenSize(size, dotsPerInch);
        randr.setCrtc(crtc, stamp, mode.id(), List.of(output));
        for (XRandR.Mode old : resources.modes()) {
            if (old.name().endsWith(MODE_SUFFIX) && old.id() != mode.id()) {
                randr.removeMode(output, old.id());
                randr.destroyMode(old.id());
            }
        }
    }

    private XRandR.Mode mode(XRandR.Resources resources, int output, DisplaySize size) {
        Optional<XRandR.Mode> there =
                resources.modes().stream()
                        .filter(m -> m.width() == size.width() && m.height() == size.height())
                        .findFirst();
        String name = size.width() + "x" + size.height() + MODE_SUFFIX;
        XRandR.Mode mode = there.orElseGet(() -> randr.createMode(size, name));
        randr.addMode(output, mode.id());
        return mode;
    }

    /**
     * One monitor is the screen itself, which every program understands; several are RANDR 1.5
     * monitors, of which the primary one takes the real output.
     */
    private void monitors(DisplayLayout wanted, DisplaySize size, int dotsPerInch) {
        for (XRandR.Monitor old : randr.monitors()) {
            if (!old.automatic()) {
                randr.deleteMonitor(old.name());
            }
        }
        List<Integer> outputs = randr.resources().outputs();
        List<DisplayLayout.Monitor> visible = new ArrayList<>();
        Rect screen = new Rect(0, 0, size.width(), size.height());
        for (DisplayLayout.Monitor monitor : wanted.monitors()) {
            Rect area = monitor.area().intersect(screen);
            if (!area.isEmpty()) {
                visible.add(new DisplayLayout.Monitor(area, monitor.primary()));
            }
        }
        if (!outputs.isEmpty()) {
            randr.setPrimary(outputs.getFirst());
        }
        if (visible.size() == 1 && visible.getFirst().area().equals(screen)) {
            return;
        }
        int number = 0;
        for (DisplayLayout.Monitor monitor : visible) {
            randr.setMonitor(
                    core.atom(MONITOR_PREFIX + ++number),
                    monitor.primary(),
                    monitor.area(),
                    dotsPerInch,
                    monitor.primary() && !outputs.isEmpty()
                            ? List.of(outputs.getFirst())
                            : List.of());
        }
    }

    /** Toolkits take the size of letters from here. Never set unless a client asked once. */
    private void resources(int dotsPerInch) {
        String old =
                core.property(root, XCore.ATOM_RESOURCE_MANAGER, 0, MOST_RESOURCES, false)
                        .map(property -> new String(property.data(), StandardCharsets.ISO_8859_1))
                        .orElse("");
        boolean set = old.lines().anyMatch(line -> line.startsWith(DPI_RESOURCE));
        if (!set && dotsPerInch == PLAIN_DPI) {
            return;
        }
        String now =
                old.lines()
                                .filter(line -> !line.startsWith(DPI_RESOURCE))
                                .map(line -> line + "\n")
                                .collect(Collectors.joining())
                        + DPI_RESOURCE
                        + "\t"
                        + dotsPerInch
                        + "\n";
        if (!now.equals(old)) {
            core.setProperty(
                    root,
                    XCore.ATOM_RESOURCE_MANAGER,
                    XCore.ATOM_STRING,
                    8,
                    now.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
