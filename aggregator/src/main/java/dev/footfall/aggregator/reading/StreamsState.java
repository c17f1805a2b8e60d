package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.ArrivalReader;
import dev.footfall.aggregator.query.DayReader;
import dev.footfall.aggregator.query.LikeReader;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RankingReader;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.TotalsReader;
import dev.footfall.aggregator.query.UserReader;
import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.RepoId;
import java.security.SecureRandom;
import java.util.Optional;

/** {@code id} is random: another one in each process. */
record StreamsState(StoreReader reader, Registrations registrations, RuleSet rules, long id) implements LocalState {
    StreamsState(StoreReader reader, Registrations registrations, RuleSet rules) {
        this(reader, registrations, rules, new SecureRandom().nextLong());
    }

    @Override
    public int partitions() {
        return rules.partitions();
    }

    @Override
    public int partitionOf(RepoId repo) {
        return RecordKey.partitionOf(repo.keyBytes(), partitions());
    }

    @Override
    public TotalsReader totals() {
        return new StreamsTotals(reader, this);
    }

    @Override
    public DayReader days() {
        return new StreamsDays(reader, this, rules);
    }

    @Override
    public RankingReader rankings() {
        return new StreamsRankings(reader);
    }

    @Override
    public LikeReader likes() {
        return new StreamsLikes(reader, this);
    }

    @Override
    public UserReader users() {
        return new StreamsUsers(reader, registrations);
    }

    @Override
    public ArrivalReader arrivals() {
        return new StreamsArrivals(reader);
    }

    @Override
    public LocalRead<StateVersion> version(int partition) {
        return reader.ask(partition, PartitionStores.DAILY_ROWS, store -> {
            LogPosition position = Optional.ofNullable(store.get(PartView.MARK))
                    .map(mark -> CommitMark.decode(mark).events())
                    .orElse(LogPosition.START);
            return new StateVersion(id, position.nextOffset(), registrations.applied());
        });
    }

    @Override
    public Readiness readiness() {
        return reader.readiness();
    }
}
