package dev.footfall.aggregator.sealing;

import dev.footfall.aggregator.counting.SealMark;
import dev.footfall.aggregator.counting.SealRecord;
import dev.footfall.aggregator.counting.SealedDay;
import dev.footfall.aggregator.counting.SealedSourceDay;
import dev.footfall.aggregator.counting.SealedSources;
import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.aggregator.session.ClassCounts;
import dev.footfall.aggregator.session.ClientCounts;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.aggregator.session.ExcludedCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Via;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a record of sealed days from its JSON. */
final class SealReader {
    private static final Map<String, ExclusionReason> REASONS =
            byLabel(ExclusionReason.values(), ExclusionReason::label);
    private static final Map<String, ClientProduct> CLIENTS = byLabel(ClientProduct.values(), ClientProduct::label);
    private static final Map<String, ClientClass> CLASSES = byLabel(ClientClass.values(), ClientClass::label);

    private SealReader() {}

    private static <K> Map<String, K> byLabel(K[] kinds, Function<K, String> label) {
        return Stream.of(kinds).collect(Collectors.toMap(label, Function.identity()));
    }

    /**
     * The record that these bytes hold.
     *
     * @throws IllegalStateException if they hold none
     */
    static SealRecord read(byte[] value) {
        try {
            JsonTree json = JsonTree.of(value);
            if (json.has("sealings")) return mark(json);
            if (json.has("source_hours")) return sourceDay(json);
            return json.has("sources") ? sources(json) : day(json);
        } catch (IOException | RuntimeException e) { // whatever is wrong with it, it is no such record
            throw new IllegalStateException("a record of sealed days cannot be read: " + e, e);
        }
    }

    private static SealMark mark(JsonTree json) {
        List<SealMark.Sealing> sealings = json.objects("sealings").stream()
                .map(sealing -> new SealMark.Sealing(
                        rules(sealing),
                        sealing.number("end"),
                        Instant.parse(sealing.text("log_time")).toEpochMilli(),
                        LocalDate.parse(sealing.text("before"))))
                .toList();
        return new SealMark(sealings, json.numbers("rejected"), json.number("rejected_end"));
    }

    private static SealedSources sources(JsonTree json) {
        List<SourceFiles> sources = json.objects("sources").stream()
                .map(source -> new SourceFiles(
                        source.text("source"), Instant.parse(source.text("first")), ways(source.object("ways"))))
                .toList();
        return new SealedSources(repository(json), rules(json), json.number("end"), sources);
    }

    private static String rules(JsonTree json) {
        return json.optional("rules").orElse("");
    }

    private static SealedSourceDay sourceDay(JsonTree json) {
        List<SourceDay.Hour> hours = new ArrayList<>(Collections.nCopies(SourceDay.HOURS, SourceDay.Hour.EMPTY));
        for (JsonTree hour : json.objects("source_hours")) {
            hours.set(
                    Math.toIntExact(hour.number("hour")),
                    new SourceDay.Hour(hour.number("events"), hour.number("without_agent")));
        }
        var day = new SourceDay(
                json.text("source"),
                LocalDate.parse(json.text("date")),
                hours,
                Instant.parse(json.text("first")),
                Instant.parse(json.text("last")));
        return new SealedSourceDay(day, rules(json), json.number("end"));
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

    private static String repository(JsonTree json) {
        return json.text("repo_type") + "/" + json.text("repo");
    }

    private static SealedDay day(JsonTree json) {
        long opened = json.optional("opened")
                .map(time -> Instant.parse(time).toEpochMilli())
                .orElse(0L);
        var counts = new DailyCounts(
                json.number("downloads"),
                json.number("authenticated"),
                json.number("files"),
                json.number("bytes"),
                json.number("git"),
                json.number("lfs"));
        var excluded = new ExcludedCounts(kinds(json.numbers("excluded"), REASONS));
        return new SealedDay(
                repository(json),
                LocalDate.parse(json.text("date")),
                json.text("rules"),
                json.number("end"),
                new DailyRow(opened, counts, excluded, json.number("merged")),
                hours(json.objects("hours")),
                new ClientCounts(kinds(json.numbers("clients"), CLIENTS)),
                new ClassCounts(kinds(json.numbers("classes"), CLASSES)));
    }

    private static HourlyCounts hours(List<JsonTree> hours) {
        List<HourlyCounts.Hour> all = new ArrayList<>(HourlyCounts.NONE.hours());
        for (JsonTree hour : hours) {
            all.set(
                    Math.toIntExact(hour.number("hour")),
                    new HourlyCounts.Hour(hour.number("downloads"), hour.number("files"), hour.number("bytes")));
        }
        return new HourlyCounts(all);
    }

    /** The numbers by what they are of; a label that is not known is a later release's. */
    private static <K> Map<K, Long> kinds(Map<String, Long> numbers, Map<String, K> kinds) {
        return numbers.entrySet().stream()
                .collect(Collectors.toMap(
                        number -> Objects.requireNonNull(kinds.get(number.getKey()), number.getKey()),
                        Map.Entry::getValue));
    }
}
