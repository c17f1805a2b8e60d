package dev.footfall.cli.balances;

import java.util.ArrayList;
import java.util.List;

/** The faults of a file that is refused as a whole. */
public final class BadBalances extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int SHOWN = 10;

    private final ArrayList<String> reasons;

    /** Each with its line and column. */
    public BadBalances(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = new ArrayList<>(reasons);
    }

    /** The first of them, each a sentence, and what follows. */
    public List<String> sentences() {
        var sentences = new ArrayList<>(reasons.subList(0, Math.min(SHOWN, reasons.size())));
        if (reasons.size() > SHOWN) sentences.add("and " + (reasons.size() - SHOWN) + " more");
        sentences.add("nothing of the file was taken");
        return sentences;
    }
}
