package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.Period;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Shows numbers of days, with rounded numbers at its left and days below {@code bottom}, in pixels. */
record Plot(int width, int top, int bottom, Period period, long most) {
    static final int LEFT = 48;
    static final int RIGHT = 12;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.ENGLISH);
    private static final String GAPS =
            "<defs><pattern id=\"ff-gaps\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                    + " patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" class=\"ff-gap\" stroke-width=\"2\"/></pattern></defs>";
    static final String BALANCES =
            "<defs><pattern id=\"ff-balances\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
                    + " patternTransform=\"rotate(-45)\"><path d=\"M0 0V5\" class=\"ff-paper\" stroke-width=\"3\"/></pattern></defs>";
    static final String OF_BALANCES = "fill=\"url(#ff-balances)\"";
    private static final int LINE_HEIGHT = 36;
    private static final int DAY_WIDTH = 100;
    private static final int DAYS_BELOW = 17;

    static String words(Period period) {
        return DATE.format(period.start()) + " to " + DATE.format(period.end());
    }

    double slot() {
        return (double) (width - LEFT - RIGHT) / period.days();
    }

    /** The left edge of a day, counted from 0. */
    double x(long day) {
        return LEFT + day * slot();
    }

    double y(long value) {
        return bottom - (double) (bottom - top) * value / (step() * lines());
    }

    /** The distance of lines: 1, 2 or 5, and zeros. */
    private long step() {
        long room = Math.max(1, (bottom - top) / LINE_HEIGHT);
        long step = 1;
        for (int i = 0; step * room < most; i++) step = step * (i % 3 == 1 ? 5 : 4) / 2;
        return step;
    }

    private long lines() {
        return Math.max(1, (most + step() - 1) / step());
    }

    void bar(Svg svg, int day, long from, long to, String style) {
        double space = Math.min(2, slot() / 5);
        svg.add(
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" %s/>",
                x(day) + space / 2, y(to), slot() - space, y(from) - y(to), style);
    }

    /** Draws over days with gaps; what is below stays visible. */
    void hatch(Svg svg, GapList gaps) {
        svg.add(GAPS);
        List<String> hours = period.map(gaps::hoursOf);
        for (int day = 0; day < hours.size(); day++) {
            if (hours.get(day).isEmpty()) continue;
            svg.add(
                    "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"url(#ff-gaps)\" opacity=\"0.5\">"
                            + "<title>%s: no data %s</title></rect>",
                    x(day), top, slot(), bottom - top, period.start().plusDays(day), Svg.escaped(hours.get(day)));
        }
    }

    List<String> points(List<Long> values) {
        return IntStream.range(0, values.size())
                .mapToObj(day -> point(x(day) + slot() / 2, y(values.get(day))))
                .toList();
    }

    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    void axes(Svg svg, LocalDate today) {
        for (long line = 0; line <= lines(); line++) {
            double y = y(line * step());
            svg.add("<path d=\"M%d %.1fH%d\" class=\"ff-grid\"/>", LEFT, y, width - RIGHT);
            svg.add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" class=\"ff-soft\">%s</text>",
                    LEFT - 6, y + 4, Badge.rounded(line * step()));
        }
        long every = Math.max(1, (long) Math.ceil(DAY_WIDTH / slot()));
        for (long day = period.days() - 1; day >= 0; day -= every) day(svg, day, today);
    }

    private void day(Svg svg, long day, LocalDate today) {
        LocalDate date = period.start().plusDays(day);
        double middle = x(day) + slot() / 2;
        boolean isAtEnd = middle > width - RIGHT - DAY_WIDTH / 3.0;
        if (!isAtEnd && middle < LEFT + DAY_WIDTH / 3.0) return;
        svg.add(
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" class=\"ff-soft\">%s</text>",
                isAtEnd ? width - RIGHT : middle,
                bottom + DAYS_BELOW,
                isAtEnd ? "end" : "middle",
                (date.getYear() == today.getYear() ? DAY : DATE).format(date));
    }
}
