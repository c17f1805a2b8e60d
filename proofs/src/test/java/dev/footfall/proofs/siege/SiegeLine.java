package dev.footfall.proofs.siege;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.BenchEnvironment;
import dev.footfall.bench.Figures;
import dev.footfall.proofs.chaos.CheckedLoad;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** The result of a siege. */
final class SiegeLine {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Filling filling;

    SiegeLine(SiegeOptions options, double seconds) {
        this.filling = options.filling();
        json.put("bench", "siege").put("seed", options.seed()).put("seconds", Figures.rounded(seconds));
    }

    SiegeLine waits(Map<Wait, Figures> millis) {
        millis.forEach((wait, figures) -> json.putObject(wait.key() + "_ms")
                .put("number", figures.number())
                .put("p50", Figures.rounded(figures.percentile(50)))
                .put("p99", Figures.rounded(figures.percentile(99)))
                .put("max", Figures.rounded(figures.largest())));
        return this;
    }

    SiegeLine honest(StatusTally heard, CheckedLoad.Sums sums) {
        json.set("honest", heard.json());
        json.put("events", sums.acknowledged())
                .put("questions", sums.questions())
                .put("complete_share", Figures.rounded((double) sums.complete() / Math.max(1, sums.questions())));
        return this;
    }

    SiegeLine hostile(Map<String, StatusTally> heard) {
        ObjectNode hostile = json.putObject("hostile");
        heard.forEach((attack, tally) -> hostile.set(attack, tally.json()));
        return this;
    }

    SiegeLine fuzz(Fuzz fuzz) {
        json.put("comparisons", fuzz.comparisons())
                .put("comparisons_undecided", fuzz.undecided())
                .put("differences", fuzz.differences());
        return this;
    }

    SiegeLine outcome(SiegeOutcome outcome, CheckedLoad.Rows rows) {
        json.put("server_errors", outcome.serverErrors())
                .put("wrong_answers", outcome.wrongAnswers())
                .put("rows", rows.rows() + filling.rows())
                .put("wrong_rows", rows.wrong());
        return this;
    }

    SiegeLine use(Besieged.Use before, Besieged.Use after) {
        json.put("threads_before", before.threads())
                .put("threads_after", after.threads())
                .put("rss_mib_before", before.residentMib())
                .put("rss_mib_after", after.residentMib());
        return this;
    }

    String text() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        json.put("load_average", Figures.rounded(load)).put("commit", BenchEnvironment.commit());
        json.set("environment", BenchEnvironment.json());
        return json.toString();
    }
}
