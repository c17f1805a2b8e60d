package dev.footfall.queryapi.http.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A label and a message on a small sign, as <a href="https://shields.io">shields.io</a> draws it.
 *
 * @param color of {@link #COLORS}, or 3 or 6 hexadecimal digits
 */
public record Badge(String label, String message, String color) {
    private static final Map<String, String> COLORS = colors();

    public static final List<String> COLOR_NAMES = List.copyOf(COLORS.keySet());

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
    private static final int PADDING = 5;

    private static Map<String, String> colors() {
        String[] words =
                ("brightgreen 4c1 green 97ca00 yellowgreen a4a61d yellow dfb317 orange fe7d37 red e05d44 blue 007ec6 grey 555 gray 555"
                                + " lightgrey 9f9f9f lightgray 9f9f9f success 4c1 important fe7d37 critical e05d44 informational 007ec6 inactive 9f9f9f")
                        .split(" ", -1);
        var colors = new TreeMap<String, String>();
        for (int i = 0; i < words.length; i += 2) colors.put(words[i], words[i + 1]);
        return colors;
    }

    /** A number in at most four characters and a unit: 999, 1.2k, 12k, 3.4M. Cut, never rounded up. */
    public static String rounded(long number) {
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

    /** In pixels. */
    static int width(String text) {
        int thousandths = text.chars()
                .map(c -> c >= ' ' && c <= '~' ? VERDANA[c - ' '] : WIDEST)
                .sum();
        return (thousandths * FONT_SIZE + 999) / 1_000;
    }

    public String svg(int radius) {
        int middle = label.isEmpty() ? 0 : width(label) + 2 * PADDING;
        int end = middle + width(message) + 2 * PADDING;
        return new Svg()
                .add(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"20\" role=\"img\" aria-label=\"%2$s\">"
                                + "<title>%2$s</title><clipPath id=\"r\"><rect width=\"%1$d\" height=\"20\" rx=\"%3$d\"/></clipPath>"
                                + "<g clip-path=\"url(#r)\"><rect width=\"%4$d\" height=\"20\" fill=\"#555\"/>"
                                + "<rect x=\"%4$d\" width=\"%5$d\" height=\"20\" fill=\"#%6$s\"/></g>"
                                + "<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\">",
                        end,
                        Svg.escaped(label.isEmpty() ? message : label + ": " + message),
                        radius,
                        middle,
                        end - middle,
                        COLORS.getOrDefault(color, color))
                .add("%s%s</g></svg>\n", written(label, middle / 2.0), written(message, (middle + end) / 2.0))
                .toString();
    }

    private static String written(String text, double middle) {
        if (text.isEmpty()) return "";
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"14\" textLength=\"%d\">%s</text>",
                middle,
                width(text),
                Svg.escaped(text));
    }
}
