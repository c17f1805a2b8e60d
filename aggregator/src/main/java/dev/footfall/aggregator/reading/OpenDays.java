package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.heap.StoredVisitors;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HeadKind;
import dev.footfall.events.Observation;
import dev.footfall.events.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The sessions of days that still accept events, by log time. The visitors of other days are forgotten, whether they
 * were deleted already or not.
 *
 * <p>Rows and pages are not written at once, and the visitors of a page that was split are found only when the pages below
 * it are there. So a day counts as read when its pages have as many sessions as its row has downloads; otherwise it is
 * read again.
 *
 * @param retention the time after its opening in which a day accepts events, in log time, inclusive
 */
record OpenDays(StoreReader reader, StoredVisitors visitors, Duration retention) {
    private static final int MOST_READINGS = 5;

    <R> LocalRead<R> sessions(
            int partition,
            Supplier<LocalRead<List<OpenDay>>> rows,
            Collector<? super RepositorySession, ?, R> collector) {
        for (int i = 0; i < MOST_READINGS; i++) {
            LocalRead<Optional<R>> read = readOnce(partition, rows.get(), collector);
            boolean isTorn = read.fold(found -> found.value().isEmpty(), notOwned -> false, notReady -> false);
            if (!isTorn) return read.map(Optional::orElseThrow);
        }
        return new LocalRead.NotReady<>(partition, "the visitors of a day are being written");
    }

    private <R> LocalRead<Optional<R>> readOnce(
            int partition, LocalRead<List<OpenDay>> rows, Collector<? super RepositorySession, ?, R> collector) {
        Optional<Instant> logTime = rows.fold(
                found -> found.asOf().newestLogTime(), notOwned -> Optional.empty(), notReady -> Optional.empty());
        return rows.then(days -> {
            List<OpenDay> open = days.stream()
                    .filter(day ->
                            logTime.filter(now -> day.isOpen(now, retention)).isPresent())
                    .toList();
            return reader.askVisitors(partition, pages -> collected(open, pages, collector));
        });
    }

    private <A, R> Optional<R> collected(
            List<OpenDay> days,
            ReadOnlyKeyValueStore<Bytes, byte[]> visitorDays,
            Collector<? super RepositorySession, A, R> collector) {
        A all = collector.supplier().get();
        for (OpenDay day : days) {
            long sessions = visitors.forEach(
                    day.key(),
                    day.row().openedMillis(),
                    page -> Optional.ofNullable(
                            visitorDays.get(Bytes.wrap(PartKeys.inPart(PartitionStores.VISITOR_DAYS, page)))),
                    (visitor, theirs) -> forEach(
                            day,
                            visitor,
                            theirs,
                            session -> collector.accumulator().accept(all, session)));
            if (sessions != day.row().counts().downloads()) return Optional.empty();
        }
        return Optional.of(collector.finisher().apply(all));
    }

    private static void forEach(OpenDay day, byte[] bytes, DaySessions sessions, Consumer<RepositorySession> action) {
        VisitorId visitor = Observation.visitorOf(bytes);
        for (int i = 0; i < sessions.size(); i++) {
            action.accept(new RepositorySession(
                    visitor,
                    day.time(sessions.first(i)),
                    day.time(sessions.last(i)),
                    HeadKind.client(sessions.kind(i))));
        }
    }
}
