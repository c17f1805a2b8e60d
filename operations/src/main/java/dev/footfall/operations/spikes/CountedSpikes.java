package dev.footfall.operations.spikes;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.Projections;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.SpikeRule.Spike;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.KindCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.operations.spikes.SpikeWatch.DeliveredSpikes.SpikeRecord;
import dev.footfall.queryapi.question.RepositoryQuery.ClassesQuery;
import dev.footfall.queryapi.question.RepositoryQuery.ClientsQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.states.States.CountedState;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

public record CountedSpikes(Supplier<CountedState> answering, SpikeRule rule) implements SpikeWatch.Source {
    /** A partition that is further behind the log is not looked at: days that are only half counted look unusual. */
    private static final long MOST_LAG = 10_000;

    private static final int AGENTS = 10;

    @Override
    public List<Spike> on(LocalDate date) {
        LocalState state = answering.get().reader().state();
        var spikes = new ArrayList<Spike>();
        for (int partition = 0; partition < state.partitions(); partition++) {
            LocalRead<List<Spike>> read = state.spikes(partition, date, rule);
            boolean isCurrent = read instanceof LocalRead.Found<List<Spike>> found
                    && found.asOf().lagRecords() <= MOST_LAG;
            if (isCurrent) spikes.addAll(((LocalRead.Found<List<Spike>>) read).value());
        }
        return spikes;
    }

    @Override
    public Optional<byte[]> message(Spike spike, Instant sent) {
        CountedState state = answering.get();
        var alone = new Lineage(spike.repo(), List.of());
        Optional<Map<ClientProduct, Long>> agents = counts(
                state,
                Projections.CLIENTS,
                new ClientsQuery(alone, spike.date(), spike.date()),
                one -> one.downloads());
        Optional<Map<ClientClass, Long>> classes = counts(
                state,
                Projections.CLASSES,
                new ClassesQuery(alone, spike.date(), spike.date()),
                one -> one.downloads());
        if (agents.isEmpty() || classes.isEmpty()) return Optional.empty();
        RepoId name = state.reader().renames().lineage(spike.repo()).name();
        return Optional.of(Json.object(json -> {
            json.writeStringField("id", SpikeRecord.delivered(spike).key());
            json.writeStringField("event", "spike");
            json.writeStringField("sent", sent.toString());
            json.writeStringField("type", name.type().label());
            json.writeStringField("repository", name.fullName());
            json.writeStringField("date", spike.date().toString());
            json.writeNumberField("downloads", spike.downloads());
            json.writeNumberField("median", spike.median());
            write(json, "agents", "agent", agents.get(), ClientProduct::label);
            write(json, "classes", "class", classes.get(), ClientClass::label);
            json.writeStringField("rules", state.rules().id());
        }));
    }

    /** Downloads per key: an empty map if the projection is off, empty if a partition is unavailable. */
    private static <C, K> Optional<Map<K, Long>> counts(
            CountedState state, String projection, PartitionQuery<C> query, Function<C, Map<K, Long>> downloads) {
        if (!state.rules().projections().has(projection)) return Optional.of(Map.of());
        Answer<C> answer = state.reader().ask(query);
        return answer.fold(
                complete -> Optional.of(downloads.apply(complete.value())),
                partial -> Optional.empty(),
                unavailable -> Optional.empty());
    }

    private static <K> void write(
            JsonGenerator json, String field, String name, Map<K, Long> downloads, Function<K, String> label)
            throws IOException {
        List<Map.Entry<String, Long>> most = KindCounts.mostFirst(downloads, label);
        json.writeArrayFieldStart(field);
        for (Map.Entry<String, Long> one : most.subList(0, Math.min(AGENTS, most.size()))) {
            json.writeStartObject();
            json.writeStringField(name, one.getKey());
            json.writeNumberField("downloads", one.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
