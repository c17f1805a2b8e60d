package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.Via;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code repository}: its key; {@code rules}: name and digest; {@code end}: after the last record it may have. */
public record SealedSources(String repository, String rules, long end, List<SourceFiles> sources)
        implements SealRecord {
    public SealedSources {
        sources = List.copyOf(sources);
    }

    public byte[] keyBytes() {
        return repository.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String key() {
        return repository;
    }

    @Override
    public void write(ObjectNode json) {
        SealRecord.writeRepository(repository, json);
        writeOrigin(json);
        ArrayNode all = json.putArray("sources");
        for (SourceFiles source : sources) {
            ObjectNode one = all.addObject();
            one.put("source", source.source()).put("first", source.first().toString());
            ObjectNode ways = one.putObject("ways");
            source.ways()
                    .forEach((via, way) -> ways.putObject(via.label())
                            .put("files", way.files())
                            .put("last", way.last().toString()));
        }
    }

    static Optional<SealRecord> unseal(JsonTree json) {
        if (!json.has("sources")) return Optional.empty();
        List<SourceFiles> sources = json.objects("sources").stream()
                .map(source -> new SourceFiles(
                        source.text("source"), Instant.parse(source.text("first")), ways(source.object("ways"))))
                .toList();
        return Optional.of(
                new SealedSources(SealRecord.repository(json), SealRecord.rules(json), json.number("end"), sources));
    }

    private static Map<Via, SourceFiles.Way> ways(JsonTree json) {
        Map<Via, SourceFiles.Way> ways = new EnumMap<>(Via.class);
        for (Via via : Via.values()) {
            if (!json.has(via.label())) continue;
            JsonTree way = json.object(via.label());
            ways.put(via, new SourceFiles.Way(way.number("files"), Instant.parse(way.text("last"))));
        }
        return ways;
    }
}
