package dev.footfall.bench.flame;

import dev.footfall.bench.flame.FoldedStacks.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A picture of folded stacks: an SVG of one file without a script, whose frames have their whole name and share as tooltips. The
 * callers are above; a frame is as wide as its share of all samples. It has no background, and can be read on a dark one.
 */
public final class FlameGraph {
    static final double WIDTH = 1_200;

    private static final double SMALLEST_SHARE = 0.002;

    /** The frames that fit into 200 KB. */
    private static final int MAX_FRAMES = 650;

    private static final double FINER = 1.1;
    private static final int ROW = 16;
    private static final int HEAD = 40;
    private static final double CHARACTER = 6.3;
    private static final double NARROWEST_TEXT = 30;

    private final FoldedStacks.Frame all;
    private final double smallest;
    private final StringBuilder frames = new StringBuilder();
    private int depth;

    /** The code that a frame is of, by which it is coloured. */
    enum Code {
        FOOTFALL('a', "#7bc67e", "Footfall"),
        KAFKA('b', "#8ab8e8", "Kafka"),
        ROCKSDB('c', "#f0b060", "RocksDB"),
        JVM('d', "#c9a3e0", "compiler, collector and the JVM itself"),
        JAVA('e', "#e6d77a", "the JDK, libraries"),
        OTHER('f', "#c4c4c4", "native code, threads");

        private final char letter;
        private final String colour;
        private final String title;

        Code(char letter, String colour, String title) {
            this.letter = letter;
            this.colour = colour;
            this.title = title;
        }

        static Code of(String name) {
            if (name.startsWith("dev/footfall/")) return FOOTFALL;
            if (name.contains("kafka/")) return KAFKA;
            if (name.contains("rocksdb")) return ROCKSDB;
            if (name.matches(".*(?:Compil|GC |G1 |VM |libjvm|JavaThread|Thread::call_run).*|[A-Z]\\w*::.*")) return JVM;
            return name.contains("/") && name.contains(".") ? JAVA : OTHER;
        }
    }

    private FlameGraph(Frame all) {
        this.all = all;
        double share = SMALLEST_SHARE;
        while (number(all, share * all.samples()) > MAX_FRAMES) share *= FINER;
        this.smallest = share;
    }

    private static int number(Frame frame, double fewest) {
        if (frame.samples() < fewest) return 0;
        return 1
                + frame.callees().stream()
                        .mapToInt(callee -> number(callee, fewest))
                        .sum();
    }

    /**
     * Draws them.
     *
     * @param title of which the samples are
     * @throws IllegalArgumentException if there are no samples
     */
    public static String svg(FoldedStacks stacks, String title) {
        if (stacks.all().samples() == 0) throw new IllegalArgumentException("there are no samples");
        var graph = new FlameGraph(stacks.all());
        graph.draw(stacks.all(), 0, 0);
        return graph.document(title);
    }

    private void draw(Frame frame, double x, int row) {
        depth = Math.max(depth, row + 1);
        rectangle(frame, x, row);
        double at = x;
        List<Frame> largestFirst = frame.callees().stream()
                .sorted(Comparator.comparingLong(Frame::samples).reversed())
                .toList();
        for (Frame callee : largestFirst) {
            if (callee.samples() >= smallest * all.samples()) draw(callee, at, row + 1);
            at += width(callee);
        }
    }

    private double width(Frame frame) {
        return WIDTH * frame.samples() / all.samples();
    }

    private void rectangle(Frame frame, double x, int row) {
        double width = width(frame);
        int y = HEAD + row * ROW;
        String share = String.format(Locale.ROOT, "%.1f %%", 100.0 * frame.samples() / all.samples());
        frames.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %s</title><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"15\"/>",
                escaped(frame.name().replace('/', '.')),
                share,
                Code.of(frame.name()).letter,
                x,
                y,
                Math.max(0.1, width - 0.3)));
        if (width >= NARROWEST_TEXT) {
            int characters = (int) ((width - 4) / CHARACTER);
            frames.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    x + 3,
                    y + 11,
                    escaped(fitted(shortName(frame.name()), share, characters))));
        }
        frames.append("</g>\n");
    }

    private static String shortName(String name) {
        boolean isJava = name.contains("/") && !name.contains(" ") && !name.contains("(");
        return isJava ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    private static String fitted(String name, String share, int characters) {
        String whole = name + " " + share;
        if (whole.length() <= characters) return whole;
        return name.length() <= characters ? name : name.substring(0, Math.max(1, characters - 1)) + "…";
    }

    private String document(String title) {
        int height = HEAD + depth * ROW + 4;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$.0f %2$d\" width=\"%1$.0f\" height=\"%2$d\">\n",
                WIDTH,
                height));
        svg.append("<style>text{font:11px monospace;fill:#111}.n{fill:#888;font-size:12px}");
        for (Code code : Code.values()) {
            svg.append(String.format(".%s{fill:%s}", code.letter, code.colour));
        }
        svg.append("</style>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"n\" x=\"3\" y=\"13\">%s: %,d samples of processor time; under %.1f %% left out</text>\n",
                escaped(title),
                all.samples(),
                100 * smallest));
        double x = 3;
        for (Code code : Code.values()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.0f\" y=\"20\" width=\"12\" height=\"12\"/><text class=\"n\" x=\"%.0f\" y=\"30\">%s</text>\n",
                    code.letter,
                    x,
                    x + 16,
                    code.title));
            x += 34 + 7.2 * code.title.length();
        }
        return svg.append(frames).append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
