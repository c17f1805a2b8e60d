package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

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
        String text = text(done, total, items, (nowNanos - startNanos) / 1e9);
        draw(done, total, text);
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

    private String text(long done, long total, long items, double seconds) {
        String soFar = String.format(Locale.ROOT, "%,d %s, %,.0f/s", items, unit, items / Math.max(seconds, 0.001));
        if (total == 0 || done == 0) return soFar;
        long secondsLeft = Math.round(seconds * (total - done) / done);
        return String.format(
                Locale.ROOT, "%3d %%, %s, %d:%02d left", 100 * done / total, soFar, secondsLeft / 60, secondsLeft % 60);
    }

    private static String bar(long done, long total) {
        if (total == 0) return "";
        int filled = (int) (WIDTH * Math.min(done, total) / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    }
}
