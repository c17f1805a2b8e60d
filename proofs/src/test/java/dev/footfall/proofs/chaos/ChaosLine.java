package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.BenchEnvironment;
import dev.footfall.bench.Figures;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Member.Role;
import java.util.function.ToLongFunction;

/** The result of a run. */
final class ChaosLine {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    ChaosLine(ChaosOptions options) {
        json.put("bench", "chaos")
                .put("minutes", options.length().toSeconds() / 60.0)
                .put("seed", options.seed())
                .put("nodes", options.size().nodes())
                .put("ingests", options.size().ingests())
                .put("brokers", 3);
    }

    void faults(Disturbance faults, long ended) {
        json.set("kills", byRole(role -> faults.number(Disturbance.Kind.KILL, role)));
        json.set("pauses", byRole(role -> faults.number(Disturbance.Kind.PAUSE, role)));
        json.set("restarts", byRole(role -> faults.number(Disturbance.Kind.RESTART, role)));
        json.set("power_losses_of_one", byRole(role -> faults.number(Disturbance.Kind.POWER_LOSS, role)));
        json.put("power_losses", faults.powerLosses()).put("ended_by_themselves", ended);
    }

    void isolations(long number) {
        json.put("isolations", number);
    }

    void promotions(Promotions promotions) {
        json.put("promotions", promotions.made())
                .put("promotions_refused", promotions.refused())
                .put("promotions_unanswered", promotions.unanswered());
    }

    void load(long acknowledged, long retried, double seconds) {
        json.put("events_acknowledged", acknowledged)
                .put("events_per_s", Figures.rounded(acknowledged / seconds))
                .put("events_retried", retried);
    }

    void questions(QueryLoad.Sums sums, double longestIncompleteSeconds, double seconds) {
        json.put("questions", sums.asked())
                .put("questions_per_s", Figures.rounded(sums.asked() / seconds))
                .put("complete_share", Figures.rounded(sums.share()))
                .put("longest_incomplete_s", Figures.rounded(longestIncompleteSeconds))
                .put("requests", sums.tries())
                .put("requests_refused", sums.refusals())
                .put("requests_unanswered", sums.silences());
    }

    void kinds(AskedByKind kinds) {
        json.set("questions_by_kind", kinds.json());
    }

    void answers(long wrong) {
        json.put("wrong_answers", wrong);
    }

    void rows(long rows, long wrong, long differentAfterReplay) {
        json.put("rows", rows).put("wrong_rows", wrong).put("rows_changed_by_replay", differentAfterReplay);
    }

    void losses(LossCheck check) {
        json.put("lost_events", check.lostEvents()).put("lost_facts", check.lostFacts());
    }

    void memory(LoopbackCluster cluster) {
        json.set(
                "peak_rss_mib",
                byRole(role -> cluster.members(role).stream()
                        .mapToLong(Member::peakResidentMib)
                        .max()
                        .orElse(0)));
    }

    private static ObjectNode byRole(ToLongFunction<Role> number) {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        for (Role role : Role.values()) numbers.put(role.toString(), number.applyAsLong(role));
        return numbers;
    }

    String text() {
        json.put("commit", BenchEnvironment.commit());
        json.set("environment", BenchEnvironment.json());
        return json.toString();
    }
}
