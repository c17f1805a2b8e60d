package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One figure, measured in several rounds. */
public final class Figures {
    private static final int SIGNIFICANT_DIGITS = 4;
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})([kmg]?)");

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    void clear() {
        values.clear();
    }

    public int number() {
        return values.size();
    }

    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double percentile(int percent) {
        List<Double> sorted = sorted();
        int index = (int) Math.ceil(percent / 100.0 * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }

    public double largest() {
        return Collections.max(sorted());
    }

    double last() {
        return values.get(values.size() - 1);
    }

    Figures over(Figures others) {
        var ratios = new Figures();
        for (int i = 0; i < values.size(); i++) ratios.add(values.get(i) / others.values.get(i));
        return ratios;
    }

    private List<Double> sorted() {
        if (values.isEmpty()) throw new IllegalStateException("nothing was measured");
        return values.stream().sorted().toList();
    }

    public ObjectNode json() {
        return new ObjectNode(JsonNodeFactory.instance)
                .put("min", rounded(Collections.min(values)))
                .put("median", rounded(median()))
                .put("max", rounded(Collections.max(values)));
    }

    /** Parses a number that may be large: 5000000, 100k, 5M. Fails if the text is not a number. */
    public static long quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a number such as 5000000, 100k or 5M");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "k" -> number * 1_000;
            case "m" -> number * 1_000_000;
            case "g" -> number * 1_000_000_000;
            default -> number;
        };
    }

    /** The number, rounded to four significant digits. */
    public static double rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) return value;
        double unit = Math.pow(10, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
        return unit >= 1 ? Math.round(value * unit) / unit : Math.round(value);
    }
}
