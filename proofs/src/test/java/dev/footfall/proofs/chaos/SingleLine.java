package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.BenchEnvironment;
import dev.footfall.bench.Figures;
import java.util.List;
import java.util.Locale;

/** The result of a run of one process. */
final class SingleLine {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    SingleLine(SingleOptions options) {
        json.put("bench", "chaos-single").put("seed", options.common().seed());
        options.jar().ifPresent(jar -> json.put("jar", jar.toString()));
    }

    void faults(SingleFaults faults) {
        json.put("kills", faults.number(SingleFault.KILL))
                .put("kills_in_start", faults.number(SingleFault.KILL_IN_START))
                .put("pauses", faults.number(SingleFault.PAUSE))
                .put("disk_full", faults.number(SingleFault.DISK_FULL))
                .put("read_only", faults.number(SingleFault.READ_ONLY))
                .put("power_losses", faults.number(SingleFault.POWER_LOSS))
                .put("power_losses_in_start", faults.number(SingleFault.POWER_LOSS_IN_START));
        faults.skipped()
                .forEach((fault, reason) -> json.put("no_" + fault.name().toLowerCase(Locale.ROOT), reason));
    }

    void starts(Supervisor supervisor, boolean isStuck) {
        json.put("starts", supervisor.starts()).put("ended_by_itself", supervisor.endedByItself());
        Figures ready = supervisor.readySeconds();
        if (ready.number() > 0) json.set("ready_seconds", ready.json());
        json.put("stuck", isStuck ? 1 : 0);
    }

    void load(CheckedLoad load, double seconds) {
        CheckedLoad.Sums sums = load.sums();
        json.put("seconds", Figures.rounded(seconds))
                .put("events", sums.acknowledged())
                .put("questions", sums.questions())
                .put("complete_share", Figures.rounded(load.queries().sums().share()))
                .put("wrong_answers", sums.wrong());
    }

    void losses(LossCheck check) {
        json.put("lost_events", check.lostEvents()).put("lost_facts", check.lostFacts());
        rows(check.rows());
    }

    void rows(CheckedLoad.Rows rows) {
        json.put("rows", rows.rows()).put("wrong_rows", rows.wrong());
    }

    String text() {
        ObjectNode environment = BenchEnvironment.json();
        // those are this program's, not the jar's
        if (json.has("jar")) environment.remove(List.of("kafka", "footfall"));
        else json.put("commit", BenchEnvironment.commit());
        json.set("environment", environment);
        return json.toString();
    }
}
