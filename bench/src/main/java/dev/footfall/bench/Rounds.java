package dev.footfall.bench;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Reference and product in turn, so that what slows the machine for a while slows both. */
final class Rounds {
    private final Figures reference = new Figures();
    private final Figures product = new Figures();
    private final Figures ratio = new Figures();
    private int number;

    /**
     * Measures both so often.
     *
     * @param reference the rate of the reference, measured anew at each call
     * @param product the rate of the product, likewise
     */
    static Rounds run(int number, DoubleSupplier reference, DoubleSupplier product, Consumer<String> notes) {
        var rounds = new Rounds();
        for (int round = 1; round <= number; round++) {
            double referencePerSecond = reference.getAsDouble();
            double productPerSecond = product.getAsDouble();
            rounds.add(referencePerSecond, productPerSecond);
            notes.accept(String.format(
                    Locale.ROOT,
                    "round %d of %d: %,.0f/s, reference %,.0f/s",
                    round,
                    number,
                    productPerSecond,
                    referencePerSecond));
        }
        return rounds;
    }

    void add(double referencePerSecond, double productPerSecond) {
        reference.add(referencePerSecond);
        product.add(productPerSecond);
        ratio.add(productPerSecond / referencePerSecond);
        number++;
    }

    int number() {
        return number;
    }

    Figures reference() {
        return reference;
    }

    Figures product() {
        return product;
    }

    Figures ratio() {
        return ratio;
    }
}
