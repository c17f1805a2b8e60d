package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.bench.Oracle;
import dev.footfall.proofs.chaos.Balancer.Errand;
import dev.footfall.proofs.cluster.Server;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The comparison of all rows that a node answers with the oracle's, and of its sums with the ledger, when everything was
 * acknowledged. How often something was excluded depends on how often it arrived; for that there are bounds, for all else
 * there are none.
 */
final class NodeRowCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final AnswerCheck check = new AnswerCheck();
    private final SumQuestions sums;
    private final Known known;
    private final Expected expected;
    private final int rows;

    private NodeRowCheck(SumQuestions sums, Expected expected, int rows) {
        this.sums = sums;
        this.known = sums.known();
        this.expected = expected;
        this.rows = rows;
    }

    /** The counts that a row has to have. */
    @FunctionalInterface
    private interface Expected {
        /**
         * Those of one row.
         *
         * @param gap that of the rules by which the answer counts
         */
        DailyCounts of(Place place, Duration gap);
    }

    /** Expects the oracle's rows. */
    static NodeRowCheck of(SumQuestions sums, Oracle oracle) {
        var expected = new TreeMap<Place, DailyCounts>();
        oracle.forEachRow(row -> expected.put(new Place(row.rank(), row.epochDay()), row.counts()));
        return new NodeRowCheck(sums, (place, gap) -> expected.getOrDefault(place, DailyCounts.ZERO), expected.size());
    }

    /**
     * Expects the rows of what the ledger has, all of it acknowledged.
     *
     * @param rules the gap by which they are counted, for that of the rules that the answer names
     */
    static NodeRowCheck ofLedger(SumQuestions sums, UnaryOperator<Duration> rules) {
        Known known = sums.known();
        Expected expected = (place, gap) -> known.ledger()
                .day(known.catalog().index(place.rank()), place.epochDay(), Moments.end(rules.apply(gap)))
                .least();
        return new NodeRowCheck(sums, expected, known.ledger().numberOfDays());
    }

    /** The place of a row. */
    record Place(int rank, int epochDay) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return rank == other.rank ? Integer.compare(epochDay, other.epochDay) : Integer.compare(rank, other.rank);
        }
    }

    /**
     * The rows of one node.
     *
     * @param counts its counts of each day that has any
     * @param wrong the differences from the oracle, in words
     */
    record Rows(Map<Place, DailyCounts> counts, List<String> wrong) {}

    int expected() {
        return rows;
    }

    /** Reads all rows through this node. */
    Rows read(Server node) throws InterruptedException {
        var balancer = new Balancer(List.of(node), PATIENCE);
        var rows = new Rows(new TreeMap<>(), new ArrayList<>());
        for (int index = 0; index < known.catalog().size(); index++) read(node, balancer, index, rows);
        compareDaily(node, balancer, rows);
        compareSums(node, balancer, rows);
        return rows;
    }

    /** Reads the rows until they are right, or until for so long no fewer of them are wrong. */
    Rows readCounted(Server node, Duration patience) throws InterruptedException {
        int fewest = Integer.MAX_VALUE;
        long giveUpNanos = Long.MAX_VALUE;
        while (true) {
            Rows rows = read(node);
            int wrong = rows.wrong().size();
            if (wrong < fewest) giveUpNanos = System.nanoTime() + patience.toNanos();
            fewest = Math.min(fewest, wrong);
            if (wrong == 0 || System.nanoTime() > giveUpNanos) return rows;
            Thread.sleep(1_000);
        }
    }

    private void read(Server node, Balancer balancer, int index, Rows rows) throws InterruptedException {
        var question = new RepositoryQuestion(known, index, true);
        Optional<ServerAnswer> answer = balancer.ask(node, question.errand());
        int rank = known.catalog().rank(index);
        boolean isKnown = known.ledger().isKnown(index);
        int status = answer.map(ServerAnswer::status).orElse(0);
        if (status != (isKnown ? OK : 404)) {
            rows.wrong().add(node + " answered " + status + " to " + question.path());
        }
        if (status != OK) return;
        Duration gap = known.rules().gapOf(answer.orElseThrow());
        for (JsonNode day : answer.get().json().path("stats")) {
            int epochDay = (int) LocalDate.parse(day.path("date").asText()).toEpochDay();
            var place = new Place(rank, epochDay);
            compare(place, expected.of(place, gap), day, rows);
        }
    }

    private void compare(Place place, DailyCounts wanted, JsonNode day, Rows rows) {
        DailyCounts counts = RepositoryQuestion.counts(day);
        if (counts.files() > 0) rows.counts().put(place, counts);
        Map<ExclusionReason, Span> spans =
                known.ledger().exclusions(known.catalog().index(place.rank()), place.epochDay());
        boolean isRight = counts.equals(wanted);
        for (ExclusionReason reason : ExclusionReason.values()) {
            long excluded = day.path("excluded").path(reason.label()).asLong();
            isRight &= spans.getOrDefault(reason, new Span(0, 0)).contains(excluded);
        }
        if (isRight) return;
        rows.wrong()
                .add("a node has " + day + " of "
                        + known.catalog().id(known.catalog().index(place.rank())) + ", the oracle " + wanted
                        + ", excluded may be " + spans);
    }

    /** The sums are exactly those of what was sent. */
    private void compareSums(Server node, Balancer balancer, Rows rows) throws InterruptedException {
        for (Question question : sums.some()) {
            Optional<ServerAnswer> answer = balancer.ask(node, question.errand());
            boolean isWhole =
                    answer.filter(said -> AnswerCheck.isWhole(question, said)).isPresent();
            if (isWhole) check.faults(question, answer.get()).stream().limit(1).forEach(rows.wrong()::add);
            else rows.wrong().add(node + " did not answer " + question.path());
        }
    }

    /** Compares the stream's rows with the expected ones, by the rules that the stream names. */
    private void compareDaily(Server node, Balancer balancer, Rows rows) throws InterruptedException {
        String path = "/v1/daily?format=ndjson&from="
                + LocalDate.ofEpochDay(known.load().firstDay()) + "&to=" + LocalDate.ofEpochDay(known.lastDay());
        Optional<ServerAnswer> answer = balancer.ask(node, Errand.get(path));
        if (answer.map(ServerAnswer::status).orElse(0) != OK) {
            rows.wrong().add(node + " did not answer " + path);
            return;
        }
        Map<String, DailyCounts> streamed = new HashMap<>();
        answer.get()
                .lines()
                .forEach(row -> streamed.put(
                        row.path("type").asText() + "s/" + row.path("id").asText()
                                + row.path("date").asText(),
                        RepositoryQuestion.counts(row)));
        Duration gap = known.rules().gapOf(answer.get());
        Map<String, DailyCounts> wanted = new HashMap<>();
        for (Place place : rows.counts().keySet()) {
            String name =
                    RepositoryQuestion.path(known.catalog().id(known.catalog().index(place.rank())));
            wanted.put(name.substring(1) + LocalDate.ofEpochDay(place.epochDay()), expected.of(place, gap));
        }
        if (!streamed.equals(wanted)) {
            wanted.entrySet().removeAll(streamed.entrySet());
            rows.wrong().add(node + ": /v1/daily has " + streamed.size() + " rows and lacks " + wanted);
        }
    }
}
