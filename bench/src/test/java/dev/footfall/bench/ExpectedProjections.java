package dev.footfall.bench;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Via;
import dev.footfall.rules.clients.ClientClass;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The values that projections must have for a load, derived from the oracle's days in the order of ranks. */
final class ExpectedProjections {
    /** Of several first files in one millisecond the smallest begins the download. */
    private static final Comparator<LoadEvent> SMALLEST = Comparator.<LoadEvent, Via>comparing(
                    event -> event.kind().via)
            .thenComparing(event -> event.agent().client)
            .thenComparing(event -> event.agent().type);

    private final Catalog catalog;
    private final Consumer<Projected> values;
    private final Map<String, ExpectedSource> sources = new TreeMap<>();
    private Optional<String> repository = Optional.empty();

    private ExpectedProjections(Catalog catalog, Consumer<Projected> values) {
        this.catalog = catalog;
        this.values = values;
    }

    static void forEach(Oracle oracle, int fromRank, int toRank, Consumer<Projected> values) {
        var expected = new ExpectedProjections(oracle.catalog(), values);
        oracle.forEachDay(fromRank, toRank, expected::day);
        expected.endRepository();
    }

    private void day(Oracle.OracleDay events) {
        String key = catalog.id(catalog.index(events.rank())).key();
        if (!repository.equals(Optional.of(key))) endRepository();
        repository = Optional.of(key);
        var day = new ExpectedDay(key, events.epochDay());
        events.forEachFile((file, begins) -> {
            day.file(file, begins);
            sources.computeIfAbsent(file.source(), ExpectedSource::new).file(file);
        });
        day.end();
    }

    private void endRepository() {
        if (!sources.isEmpty()) {
            List<SourceFiles> files =
                    sources.values().stream().map(ExpectedSource::files).toList();
            values.accept(Projected.ofAllDays(Projected.Kind.SOURCES, repository.orElseThrow(), files));
        }
        sources.clear();
    }

    private static final class ExpectedSource {
        private final String name;
        private final Map<Via, SourceFiles.Way> ways = new EnumMap<>(Via.class);
        private Instant first = Instant.MAX;

        ExpectedSource(String name) {
            this.name = name;
        }

        void file(LoadEvent file) {
            Instant time = Instant.ofEpochMilli(file.timeMillis());
            if (time.isBefore(first)) first = time;
            ways.merge(file.kind().via, new SourceFiles.Way(1, time), ExpectedSource::sum);
        }

        private static SourceFiles.Way sum(SourceFiles.Way a, SourceFiles.Way b) {
            Instant last = a.last().isAfter(b.last()) ? a.last() : b.last();
            return new SourceFiles.Way(a.files() + b.files(), last);
        }

        SourceFiles files() {
            return new SourceFiles(name, first, ways);
        }
    }

    private final class ExpectedDay {
        private final String repository;
        private final int epochDay;
        private final Projected.HourSums hours = new Projected.HourSums();
        private final Map<ClientProduct, Long> clients = new EnumMap<>(ClientProduct.class);
        private final Map<ClientClass, Long> classes = new EnumMap<>(ClientClass.class);
        private DailyCounts ways = DailyCounts.ZERO;
        private Optional<LoadEvent> head = Optional.empty();
        private Optional<LoadEvent> last = Optional.empty();
        private Projected.HourSums ofVisitor = new Projected.HourSums();

        ExpectedDay(String repository, int epochDay) {
            this.repository = repository;
            this.epochDay = epochDay;
        }

        void file(LoadEvent file, boolean begins) {
            boolean isSameVisitor =
                    last.map(before -> before.visitor() == file.visitor()).orElse(false);
            if (!isSameVisitor) endVisitor();
            if (begins) endDownload();
            if (begins || isSmallerHead(file)) head = Optional.of(file);
            hours.add(file, begins);
            ofVisitor.add(file, begins);
            last = Optional.of(file);
        }

        private boolean isSmallerHead(LoadEvent file) {
            LoadEvent first = head.orElseThrow();
            return first.timeMillis() == file.timeMillis() && SMALLEST.compare(file, first) < 0;
        }

        private void endDownload() {
            head.ifPresent(file -> {
                clients.merge(file.agent().client, 1L, Long::sum);
                classes.merge(file.agent().type, 1L, Long::sum);
                Via via = file.kind().via;
                ways = ways.plus(new DailyCounts(1, 0, 0, 0, via == Via.GIT ? 1 : 0, via == Via.LFS ? 1 : 0));
            });
            head = Optional.empty();
        }

        private void endVisitor() {
            endDownload();
            last.map(LoadEvent::visitor)
                    .filter(LoadEvent::isSignedIn)
                    .map(EventText::user)
                    .ifPresent(user -> values.accept(Projected.ofUser(repository, epochDay, user, ofVisitor)));
            ofVisitor = new Projected.HourSums();
        }

        void end() {
            endVisitor();
            if (last.isEmpty()) return;
            values.accept(Projected.ofDay(Projected.Kind.HOURS, repository, epochDay, hours));
            values.accept(Projected.ofDay(Projected.Kind.CLIENTS, repository, epochDay, clients));
            values.accept(Projected.ofDay(Projected.Kind.CLASSES, repository, epochDay, classes));
            boolean hasWays = ways.git() + ways.lfs() > 0;
            if (!hasWays) return;
            String text = StoredProjections.ways(ways);
            values.accept(Projected.ofDay(Projected.Kind.WAYS, repository, epochDay, text));
        }
    }
}
