package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.peers.PeerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A further question is one record, and its place in a list: here one that no route asks, between two nodes over HTTP. */
class OwnQueryTest {
    private static final WireCodec CODEC = new WireCodec(List.of(DownloadsOfDay.class));

    private final HttpWire wire = new HttpWire();
    private final InMemoryState here = Nodes.filled();
    private final InMemoryState there = Nodes.filled();
    private final LocalNode thisNode = new LocalNode(here, Optional.empty(), true, OneNode.NAMES);

    /** The downloads of a day of all repositories that the caller may see. */
    record DownloadsOfDay(LocalDate date, Caller caller) implements PartitionQuery<Long> {
        @Override
        public LocalRead<Long> answer(PartitionView view) {
            Access access = view.access(caller);
            return view.state()
                    .days()
                    .all(view.partition(), new RowRange(Optional.empty(), date, date), false)
                    .map(days -> sum(days, access));
        }

        private long sum(CountedDays days, Access access) {
            long sum = 0;
            try (days) {
                while (days.hasNext()) {
                    CountedDay day = days.next();
                    if (access.isVisible(day.repo())) sum += day.counts().downloads();
                }
            }
            return sum;
        }

        @Override
        public Long merge(List<Long> parts) {
            return parts.stream().mapToLong(Long::longValue).sum();
        }
    }

    @BeforeEach
    void shareThePartitions() {
        for (int partition = 0; partition < Nodes.PARTITIONS; partition++) {
            (partition % 2 == 0 ? there : here).elsewhere(partition);
        }
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    private StateReader reader(NodeAddress other) {
        var cluster = new Cluster(
                "main",
                Optional.of(new NodeAddress("here", 1)),
                partition -> new Placement(partition % 2 == 0 ? Optional.empty() : Optional.of(other), List.of()),
                wire.peers(),
                new PeerMeters(new SimpleMeterRegistry()),
                PeerPatience.STANDARD);
        return new StateReader(thisNode, cluster, CODEC);
    }

    @Test
    void isAnsweredByTheNodesThatHaveItsPartitionsForTheCallerWhoAsks() {
        NodeAddress other = wire.open(new PeerQueryHandler(
                any -> Optional.of(new LocalNode(there, Optional.empty(), true, OneNode.NAMES)),
                CODEC,
                there.partitions()));
        StateReader reader = reader(other);

        assertEquals("complete " + sum(false), said(reader, Caller.ANONYMOUS));
        assertEquals("complete " + sum(true), said(reader, new Caller(Optional.of("root"), Set.of(), true)));
    }

    @Test
    void isNoSmallerNumberThatLooksWholeWhenANodeDoesNotKnowIt() {
        NodeAddress other = wire.open(new PeerQueryHandler(
                any -> Optional.of(new LocalNode(there, Optional.empty(), true, OneNode.NAMES)),
                OneNode.CODEC,
                there.partitions()));

        String said = said(reader(other), Caller.ANONYMOUS);

        assertEquals("partial [1, 3, 5, 7]", said.substring(0, 20));
    }

    private static String said(StateReader reader, Caller caller) {
        return Questions.text(reader.ask(new DownloadsOfDay(Nodes.DAY, caller)));
    }

    /** By the numbers that {@link Nodes#filled} gives: the repository of number n has n + 1 downloads. */
    private long sum(boolean withPrivate) {
        long sum = 0;
        for (int number = 0; number < Nodes.repos().size() - 1; number++) {
            boolean isPrivate = here.registration(Nodes.repo(number))
                    .map(RepositoryEvent::isPrivate)
                    .orElseThrow();
            if (withPrivate || !isPrivate) sum += number + 1;
        }
        return sum;
    }
}
