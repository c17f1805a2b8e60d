package dev.footfall.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Progress: a bar that redraws itself on a terminal, a line every few seconds elsewhere. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final Duration BETWEEN_BARS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    /** Set by the launcher if standard error is a terminal, which Java cannot tell. */
    private static final String TERMINAL = "footfall.terminal";

    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private final String unit;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;

    ProgressBar(PrintWriter out, String unit) {
        this(out, Boolean.getBoolean(TERMINAL), unit);
    }

    ProgressBar(PrintWriter out, boolean isTerminal, String unit) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.unit = unit;
    }

    void show(long done, long total, long items) {
        long nowNanos = System.nanoTime();
        if (nowNanos - shownNanos < (isTerminal ? BETWEEN_BARS : BETWEEN_LINES).toNanos()) return;
        shownNanos = nowNanos;
        draw(done, total, text(done, total, items, (nowNanos - startNanos) / 1e9));
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    /** Draws the bar with this text beside it, or prints the text as a line. */
    void draw(long done, long total, String text) {
        if (isTerminal) out.print(ERASE + bar(done, total) + text);
        else out.println(text);
        out.flush();
    }

    void say(String sentence) {
        erase();
        out.println(VisibleText.of(sentence));
        out.flush();
    }

    void erase() {
        if (isTerminal) out.print(ERASE);
        out.flush();
    }

    /** The time left is told from the first percent on: what was done before that says nothing about the pace. */
    String text(long done, long total, long items, double seconds) {
        String some = items == 1 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
        double perSecond = items / Math.max(seconds, 0.001);
        String soFar = "%,d %s".formatted(items, some) + (perSecond < 1 ? "" : ", %,.0f/s".formatted(perSecond));
        if (total == 0 || done == 0) return soFar;
        String share = "%3d %%, %s".formatted(100 * done / total, soFar);
        return 100 * done < total ? share : share + ", " + left(Math.round(seconds * (total - done) / done)) + " left";
    }

    static String left(long seconds) {
        return seconds < 3_600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static String bar(long done, long total) {
        if (total == 0) return "";
        int filled = (int) (WIDTH * Math.min(done, total) / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    }
}
