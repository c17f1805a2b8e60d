package dev.footfall.bench;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** The rates of reference and product, measured by turns so that a slow phase of the machine slows both. */
record Rounds(Figures reference, Figures product, Figures ratio) {
    Rounds() {
        this(new Figures(), new Figures(), new Figures());
    }

    /** Measures both rates anew in each round. */
    static Rounds run(int number, DoubleSupplier reference, DoubleSupplier product, Consumer<String> notes) {
        var rounds = new Rounds();
        for (int round = 1; round <= number; round++) {
            rounds.add(reference.getAsDouble(), product.getAsDouble());
            notes.accept(String.format(
                    Locale.ROOT,
                    "round %d of %d: %,.0f/s, reference %,.0f/s",
                    round,
                    number,
                    rounds.product.last(),
                    rounds.reference.last()));
        }
        return rounds;
    }

    void add(double referencePerSecond, double productPerSecond) {
        reference.add(referencePerSecond);
        product.add(productPerSecond);
        ratio.add(productPerSecond / referencePerSecond);
    }
}
