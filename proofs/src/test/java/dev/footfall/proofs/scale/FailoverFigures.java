package dev.footfall.proofs.scale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.Figures;
import dev.footfall.proofs.scale.PartitionWatch.Try;
import java.util.List;

/** Failover times, as the watches over the partitions of a node that was killed have seen them: seconds since then. */
final class FailoverFigures {
    private FailoverFigures() {}

    static ObjectNode json(List<PartitionWatch> watches, long killedNanos) {
        var firstAnswer = new Figures();
        var lastRefusal = new Figures();
        var counted = new Figures();
        long questions = 0;
        long refused = 0;
        for (PartitionWatch watch : watches) {
            List<Try> after = watch.tries().stream()
                    .filter(made -> made.askedNanos() >= killedNanos)
                    .toList();
            long firstNanos = after.stream()
                    .filter(Try::isWhole)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("it never answered: " + watch))
                    .answeredNanos();
            firstAnswer.add((firstNanos - killedNanos) / 1e9);
            lastRefusal.add(after.stream()
                    .filter(made -> !made.isWhole())
                    .mapToDouble(made -> (made.answeredNanos() - killedNanos) / 1e9)
                    .max()
                    .orElse(0));
            counted.add(after.stream()
                    .filter(Try::isCounted)
                    .findFirst()
                    .map(made -> (made.answeredNanos() - killedNanos) / 1e9)
                    .orElseThrow(() -> new IllegalStateException("it never counted again: " + watch)));
            questions += after.size();
            refused += after.stream().filter(made -> !made.isWhole()).count();
        }
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("partitions", watches.size())
                .put("questions", questions)
                .put("without_whole_answer", refused);
        json.set("first_answer_s", firstAnswer.json());
        json.set("last_without_answer_s", lastRefusal.json());
        json.set("counted_again_s", counted.json());
        return json;
    }
}
