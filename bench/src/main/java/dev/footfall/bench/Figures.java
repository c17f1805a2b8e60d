package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One figure, measured in several rounds. */
public final class Figures {
    private static final int SIGNIFICANT_DIGITS = 4;

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    void clear() {
        values.clear();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public int number() {
        return values.size();
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The percentile: the value that this share of all figures does not exceed. */
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

    /** Each of these divided by the other that was measured with it. */
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
        return JsonNodeFactory.instance
                .objectNode()
                .put("min", rounded(Collections.min(values)))
                .put("median", rounded(median()))
                .put("max", rounded(Collections.max(values)));
    }

    /** The number with the digits that a measurement deserves. */
    public static double rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) return value;
        double unit = Math.pow(10, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
        return unit >= 1 ? Math.round(value * unit) / unit : Math.round(value);
    }
}
