package dev.footfall.operations.spikes;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.LineagePart;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.question.ClassesQuery;
import dev.footfall.queryapi.question.ClientsQuery;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Unusual days found in this node's partitions. A partition more than 10,000 records behind the log is skipped: half-counted
 * days look unusual. Blocking; used by the watch's thread.
 */
public record CountedSpikes(Supplier<CountedState> answering, SpikeRule rule) implements SpikeSource {
    /** A partition that is further behind the log is not looked at: days that are only half counted look unusual. */
    private static final long MOST_LAG = 10_000;

    private static final int AGENTS = 10;

    @Override
    public List<Spike> on(LocalDate date) {
        StateReader reader = answering.get().reader();
        LocalState state = reader.state();
        Renames renames = reader.renames();
        List<Spike> spikes = new ArrayList<>();
        Set<Lineage> renamed = new LinkedHashSet<>();
        for (int partition = 0; partition < state.partitions(); partition++) {
            LocalRead<List<Spike>> read = state.rankings().spikes(partition, date, rule);
            if (!(read instanceof LocalRead.Found<List<Spike>> found)
                    || found.asOf().lagRecords() > MOST_LAG) continue;
            found.value().stream()
                    .filter(spike -> !renames.concern(spike.repo()))
                    .forEach(spikes::add);
            renamed.addAll(likely(partition, date, reader));
        }
        renamed.forEach(repo -> ofAllNames(repo, date, reader).ifPresent(spikes::add));
        return List.copyOf(spikes);
    }

    /**
     * The renamed repositories that may have a spike, by their names in one partition: where a sum has the fewest downloads
     * of a spike, one of its names has its share of these. Each name is looked up on the heap.
     */
    private List<Lineage> likely(int partition, LocalDate date, StateReader reader) {
        LocalState state = reader.state();
        List<LineagePart> parts = reader.renames().in(partition, state::partitionOf);
        Map<RepoType, List<RepoId>> names =
                parts.stream().flatMap(part -> part.names().stream()).collect(Collectors.groupingBy(RepoId::type));
        Map<RepoId, Long> downloads = new HashMap<>();
        names.forEach((type, ofType) -> {
            var ofDay = new TrendingQuery(type, date, date, 1);
            if (state.rankings().downloads(partition, ofDay, ofType)
                    instanceof LocalRead.Found<Map<RepoId, Long>> found) downloads.putAll(found.value());
        });
        return parts.stream()
                .filter(part -> part.names().stream()
                        .anyMatch(name -> downloads.getOrDefault(name, 0L)
                                >= rule.leastOfOne(part.repo().names().size())))
                .map(LineagePart::repo)
                .toList();
    }

    /** The spike of the sums of a repository's names; empty if there are none, or they cannot be read now. */
    private Optional<Spike> ofAllNames(Lineage repo, LocalDate date, StateReader reader) {
        var question = new DownloadSeriesQuery(List.of(repo), date.minusDays(SpikeRule.DAYS), date, Set.of());
        return whole(reader.ask(question))
                .flatMap(sums -> rule.spike(repo.name(), date, sums.get(0).downloads()));
    }

    @Override
    public Optional<byte[]> message(Spike spike, Instant sent) {
        CountedState state = answering.get();
        Lineage repo = state.reader().renames().lineage(spike.repo());
        var clients = new ClientsQuery(repo, spike.date(), spike.date());
        Optional<Map<ClientProduct, Long>> agents = counts(state, ProjectionNames.CLIENTS, clients);
        var byClass = new ClassesQuery(repo, spike.date(), spike.date());
        Optional<Map<ClientClass, Long>> classes = counts(state, ProjectionNames.CLASSES, byClass);
        if (agents.isEmpty() || classes.isEmpty()) return Optional.empty();
        return Optional.of(Json.object(json -> {
            json.writeStringField("id", SpikeRecord.delivered(spike).key());
            json.writeStringField("event", "spike");
            json.writeStringField("sent", sent.toString());
            json.writeStringField("type", repo.name().type().label());
            json.writeStringField("repository", repo.name().fullName());
            json.writeStringField("date", spike.date().toString());
            json.writeNumberField("downloads", spike.downloads());
            json.writeNumberField("median", spike.median());
            write(json, "agents", "agent", agents.get(), ClientProduct::label);
            write(json, "classes", "class", classes.get(), ClientClass::label);
            json.writeStringField("rules", state.rules().id());
        }));
    }

    /** Downloads per key: an empty map if the projection is off, empty if a partition is unavailable. */
    private static <K extends Enum<K>> Optional<Map<K, Long>> counts(
            CountedState state, String projection, PartitionQuery<KindCounts<K>> query) {
        if (!state.rules().projects(projection)) return Optional.of(Map.of());
        return whole(state.reader().ask(query)).map(KindCounts::downloads);
    }

    private static <T> Optional<T> whole(Answer<T> answer) {
        return answer instanceof Answer.Complete<T> complete ? Optional.of(complete.value()) : Optional.empty();
    }

    private static <K> void write(
            JsonGenerator json, String field, String name, Map<K, Long> downloads, Function<K, String> label)
            throws IOException {
        var table = Table.<Map.Entry<String, Long>>of(
                Column.text(name, Map.Entry::getKey), Column.count("downloads", Map.Entry::getValue));
        var most = Sums.mostFirst(downloads, label).stream().limit(AGENTS);
        table.writeList(json, field, most.toList());
    }
}
