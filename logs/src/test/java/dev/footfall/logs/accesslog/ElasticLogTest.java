package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.events.DownloadEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A real log against rows that were counted elsewhere; skipped where the system property names no such log. */
class ElasticLogTest {
    private record Visit(LocalDate day, String repo, String visitor) {}

    @Test
    void givesTheRowsThatWereCountedElsewhere() throws Exception {
        Path log = realLogs().resolve("elastic-nginx.log");
        assumeTrue(Files.exists(log), () -> "no real log at " + log + " (-Dfootfall.test.logs=DIRECTORY)");
        var publisher = new RecordingPublisher();

        ImportResult once = Logs.importInto(publisher, Logs.combined("/downloads/{name}=dataset:elastic/{name}"), log);
        Logs.importInto(publisher, Logs.combined("/downloads/{name}=dataset:elastic/{name}"), log);

        assertEquals(51_462, once.totals().published());
        assertEquals(Files.readAllLines(log.resolveSibling("elastic-nginx.expected.csv")), rows(publisher.events));
    }

    private static Path realLogs() {
        String named = System.getProperty("footfall.test.logs", "");
        return Path.of(named.isEmpty() ? "no-logs" : named);
    }

    private static List<String> rows(List<DownloadEvent> events) {
        Set<String> ids = new HashSet<>();
        Map<Visit, List<Instant>> visits = new HashMap<>();
        for (DownloadEvent event : events) {
            boolean counts = event.request().method().equals("GET")
                    && Set.of(200, 206).contains(event.request().status());
            if (!counts || !ids.add(event.id())) continue;
            var visit = new Visit(
                    LocalDate.ofInstant(event.time(), ZoneOffset.UTC),
                    event.repo().fullName(),
                    event.visitor().value());
            visits.computeIfAbsent(visit, v -> new ArrayList<>()).add(event.time());
        }
        Map<String, int[]> rows = new TreeMap<>();
        visits.forEach((visit, times) -> {
            int[] row = rows.computeIfAbsent(visit.day() + "," + visit.repo(), r -> new int[2]);
            row[0] += sessions(times);
            row[1] += times.size();
        });
        return Stream.concat(
                        Stream.of("date,repo,downloads,files"),
                        rows.entrySet().stream()
                                .map(row -> row.getKey() + "," + row.getValue()[0] + "," + row.getValue()[1]))
                .toList();
    }

    private static int sessions(List<Instant> times) {
        List<Instant> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
        int sessions = 1;
        for (int i = 1; i < sorted.size(); i++) {
            if (Duration.between(sorted.get(i - 1), sorted.get(i)).compareTo(Duration.ofMinutes(30)) > 0) sessions++;
        }
        return sessions;
    }
}
