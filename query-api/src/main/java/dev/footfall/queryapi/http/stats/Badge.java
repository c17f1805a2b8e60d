package dev.footfall.queryapi.http.stats;

import java.util.Locale;

/**
 * A label and a number on a small sign.
 *
 * @param label the name of the number
 * @param message the number
 */
record Badge(String label, String message) {
    static final String COLOR = "blue";

    private static final String BLUE = "#007ec6";
    private static final int PADDING = 5;

    /** Advance widths of the characters from space to ~ in Verdana, in thousandths of the font's size. */
    private static final int[] VERDANA = {
        352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, // space to /
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, // 0 to ?
        1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787, // @ to O
        603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636, // P to _
        636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, // ` to o
        623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818 // p to ~
    };

    private static final int WIDEST = 1076;
    private static final int FONT_SIZE = 11;

    /** The badge of this many downloads. */
    static Badge ofDownloads(long downloads, String per) {
        return new Badge("downloads", rounded(downloads) + per);
    }

    /** A number in at most four characters and a unit: 999, 1.2k, 12k, 3.4M. Cut, never rounded up. */
    static String rounded(long number) {
        long unit = 1;
        int power = 0;
        while (number / unit >= 1_000 && power < 4) {
            unit *= 1_000;
            power++;
        }
        if (power == 0) return Long.toString(number);
        long whole = number / unit;
        long tenth = number % unit / (unit / 10);
        String digits = whole < 10 && tenth > 0 ? whole + "." + tenth : Long.toString(whole);
        return digits + "kMGT".charAt(power - 1);
    }

    /** The width of a text on the badge, in pixels. */
    static int width(String text) {
        int thousandths = text.chars()
                .map(c -> c >= ' ' && c <= '~' ? VERDANA[c - ' '] : WIDEST)
                .sum();
        return (thousandths * FONT_SIZE + 999) / 1_000;
    }

    /** As a picture. */
    String svg() {
        int labelText = width(label);
        int messageText = width(message);
        int left = labelText + 2 * PADDING;
        int right = messageText + 2 * PADDING;
        return String.format(
                Locale.ROOT,
                """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">\
            <title>%2$s: %3$s</title>\
            <clipPath id="r"><rect width="%1$d" height="20" rx="3" fill="#fff"/></clipPath>\
            <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#555"/>\
            <rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>\
            <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\
            <text x="%7$.1f" y="14" textLength="%8$d">%2$s</text>\
            <text x="%9$.1f" y="14" textLength="%10$d">%3$s</text></g></svg>
            """,
                left + right,
                Picture.escaped(label),
                Picture.escaped(message),
                left,
                right,
                BLUE,
                left / 2.0,
                labelText,
                left + right / 2.0,
                messageText);
    }
}
