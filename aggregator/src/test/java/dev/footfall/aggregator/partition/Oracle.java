package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.session.CountingRules;
import dev.footfall.aggregator.session.CountingRules.Redirects;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The definitions, word by word and in no hurry: all events at once, everything kept, each rule written down again. */
public final class Oracle {
    /** One repository's UTC day. */
    public record Day(String repository, LocalDate date) {}

    /** What is to come out for one day. */
    public record Row(DailyCounts counts, Map<String, Long> excluded) {}

    private record Identity(VisitorId visitor, String id, long timeMillis) {}

    private final CountingRules rules;
    private final Map<Day, List<DownloadEvent>> counted = new HashMap<>();
    private final Map<Day, Map<String, Long>> excluded = new HashMap<>();
    private final Map<Day, Long> opened = new HashMap<>();
    private final Map<Day, Set<Identity>> seen = new HashMap<>();

    private Oracle(CountingRules rules) {
        this.rules = rules;
    }

    /** The rows that this log has to give. */
    public static Map<Day, Row> rows(List<Logged> log, CountingRules rules) {
        var oracle = new Oracle(rules);
        log.forEach(oracle::add);
        Set<Day> days = new HashSet<>(oracle.counted.keySet());
        days.addAll(oracle.excluded.keySet());
        Map<Day, Row> rows = new HashMap<>();
        for (Day day : days) rows.put(day, oracle.row(day));
        return rows;
    }

    private void add(Logged logged) {
        DownloadEvent event = logged.event();
        var day = new Day(event.repo().key(), LocalDate.ofInstant(event.time(), ZoneOffset.UTC));
        String reason = reason(logged, day);
        if (reason.isEmpty()) {
            counted.computeIfAbsent(day, key -> new ArrayList<>()).add(event);
        } else {
            excluded.computeIfAbsent(day, key -> new TreeMap<>()).merge(reason, 1L, Long::sum);
        }
    }

    private String reason(Logged logged, Day day) {
        DownloadEvent event = logged.event();
        DownloadEvent.Request request = event.request();
        if (!request.method().equals(request.via() == Via.GIT ? "POST" : "GET")) return "method";
        boolean isRedirect = request.status() == 302 || request.status() == 307;
        boolean isRight = request.status() == 200 || request.status() == 206;
        if (!isRight && !(isRedirect && rules.redirects() == Redirects.COUNT)) return "status";
        Long start = request.rangeStart();
        if (request.status() == 206 && start != null && start > 0) return "range";
        long openedMillis = opened.computeIfAbsent(day, key -> logged.logTimeMillis());
        if (logged.logTimeMillis() > openedMillis + rules.retention().toMillis()) return "late";
        var identity = new Identity(event.visitor(), event.id(), event.time().toEpochMilli());
        return seen.computeIfAbsent(day, key -> new HashSet<>()).add(identity) ? "" : "duplicate";
    }

    private Row row(Day day) {
        Map<VisitorId, List<Long>> visits = new HashMap<>();
        long bytes = 0;
        List<DownloadEvent> events = counted.getOrDefault(day, List.of());
        for (DownloadEvent event : events) {
            visits.computeIfAbsent(event.visitor(), key -> new ArrayList<>())
                    .add(event.time().toEpochMilli());
            bytes += event.request().bytes();
        }
        long downloads = 0;
        long authenticated = 0;
        for (Map.Entry<VisitorId, List<Long>> visit : visits.entrySet()) {
            long sessions = sessions(visit.getValue());
            downloads += sessions;
            if (visit.getKey().authenticated()) authenticated += sessions;
        }
        return new Row(
                new DailyCounts(downloads, authenticated, events.size(), bytes), excluded.getOrDefault(day, Map.of()));
    }

    private long sessions(List<Long> times) {
        Collections.sort(times);
        long sessions = 1;
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) - times.get(i - 1) > rules.gap().toMillis()) sessions++;
        }
        return sessions;
    }
}
