package dev.footfall.proofs.siege;

import dev.footfall.bench.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of a siege, as far as it can be right or wrong.
 *
 * @param millis the times that honest callers waited
 * @param serverErrors answers of 500, to anybody
 * @param differences between what is private and what is unknown
 * @param wrongAnswers to honest callers
 * @param wrongRows in the end
 * @param hasEnded whether the process has ended by itself
 */
record SiegeOutcome(
        Map<Wait, Figures> millis,
        long serverErrors,
        long differences,
        long wrongAnswers,
        long wrongRows,
        boolean hasEnded) {
    /** The results that are beyond their bounds, in words; empty when none are. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        for (Wait wait : Wait.values()) {
            Figures figures = millis.get(wait);
            if (figures == null) faults.add(wait.key() + " was never measured");
            else if (figures.percentile(wait.percent()) > wait.boundMillis()) faults.add(slow(wait, figures));
        }
        none("500s", serverErrors, faults);
        none("differences between private and unknown", differences, faults);
        none("wrong answers", wrongAnswers, faults);
        none("wrong rows", wrongRows, faults);
        if (hasEnded) faults.add("the process has ended by itself");
        return faults;
    }

    private static String slow(Wait wait, Figures figures) {
        return wait.key() + ": " + wait.percent() + " of a hundred took up to "
                + Figures.rounded(figures.percentile(wait.percent())) + " ms, allowed: " + wait.boundMillis() + " ms";
    }

    private static void none(String what, long number, List<String> faults) {
        if (number > 0) faults.add(number + " " + what);
    }
}
