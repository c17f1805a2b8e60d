package dev.footfall.proofs.chaos;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.bench.Catalog;
import dev.footfall.events.RepoType;
import dev.footfall.proofs.chaos.PartsQuestion.Part;
import dev.footfall.proofs.chaos.TrendingQuestion.Way;
import dev.footfall.rules.ProjectionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Questions at random. Used by one thread. */
final class Questions {
    private static final int BULK = 20;
    private static final List<RepoType> TYPES = List.of(RepoType.values());

    private final Known known;
    private final SplittableRandom random;
    private final boolean hasClasses;
    private final List<List<Integer>> byPartition;
    private final SumQuestions sums;
    private final List<IntFunction<Question>> ofRepository = new ArrayList<>();

    /**
     * Questions that are answered where these projections are counted.
     *
     * @param sums those for sums, of which there may be none
     */
    Questions(Known known, int partitions, Projections projections, SumQuestions sums, long seed) {
        this.known = known;
        this.random = new SplittableRandom(seed);
        this.sums = sums;
        Catalog catalog = known.catalog();
        this.byPartition = IntStream.range(0, partitions)
                .mapToObj(partition -> IntStream.range(0, catalog.size())
                        .filter(index -> catalog.partition(index) == partition)
                        .boxed()
                        .toList())
                .toList();
        hasClasses = projections.has(ProjectionNames.CLASSES);
        ofRepository.add(index -> new RepositoryQuestion(known, index, false));
        if (projections.has(ProjectionNames.HOURS)) ofRepository.add(index -> new HourlyQuestion(known, index));
        if (projections.has(ProjectionNames.CLIENTS))
            ofRepository.add(index -> new PartsQuestion(known, index, Part.CLIENTS));
        if (projections.has(ProjectionNames.CLASSES))
            ofRepository.add(index -> new PartsQuestion(known, index, Part.CLASSES));
        if (projections.has(ProjectionNames.SOURCES))
            ofRepository.add(index -> new PartsQuestion(known, index, Part.SOURCES));
    }

    Question next() {
        int chance = random.nextInt(100);
        if (chance < 30) return new RepositoryQuestion(known, anyRepository(), true);
        if (chance < 45) return new RepositoryQuestion(known, anyRepository(), false);
        if (chance < 65)
            return ofRepository.get(random.nextInt(ofRepository.size())).apply(anyRepository());
        if (chance < 68) return anyOf(sums.ofAll(anyDay()));
        if (chance < 75) return anyOf(sums.ofUser(anyUser()));
        if (chance < 85) return new BulkQuestion(known, ofOnePartition());
        if (chance < 90) return new BulkQuestion(known, ofAnyPartition());
        RepoType type = TYPES.get(random.nextInt(TYPES.size()));
        return new TrendingQuestion(known, type, way(chance));
    }

    private Way way(int chance) {
        if (chance >= 97) return Way.PART;
        return hasClasses && chance >= 94 ? Way.CLASSES : Way.WHOLE;
    }

    /** One question for each partition, always the same. */
    List<Question> watch() {
        return byPartition.stream()
                .filter(indexes -> !indexes.isEmpty())
                .<Question>map(indexes -> new RepositoryQuestion(known, indexes.get(0), false))
                .toList();
    }

    private Question anyOf(List<Question> some) {
        return some.isEmpty()
                ? new RepositoryQuestion(known, anyRepository(), false)
                : some.get(random.nextInt(some.size()));
    }

    private int anyDay() {
        return random.nextInt(known.load().firstDay(), known.lastDay() + 1);
    }

    /** One who sent something; the first of all visitors as long as nobody has. */
    private int anyUser() {
        List<Integer> users = List.copyOf(known.ledger().users());
        return users.isEmpty() ? 0 : users.get(random.nextInt(users.size()));
    }

    private int anyRepository() {
        return random.nextInt(known.catalog().size());
    }

    private List<Integer> ofOnePartition() {
        List<Integer> indexes = byPartition.get(random.nextInt(byPartition.size()));
        return indexes.stream().limit(BULK).toList();
    }

    private List<Integer> ofAnyPartition() {
        return random.ints(BULK, 0, known.catalog().size()).distinct().boxed().toList();
    }
}
