package dev.footfall.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/** A made-up log of two days: visitors who fetch some parts of maps, a few minutes apart, and come back later or not. */
final class IncidentLog {
    static final Instant START = Instant.parse("2026-10-05T00:00:00Z");
    static final Duration LENGTH = Duration.ofDays(2);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> AGENTS =
            List.of("curl/8.11.0", "Wget/1.25.0", "Mozilla/5.0 (X11; Linux x86_64)", "pip/25.0");

    private final List<Request> requests;

    /** A request for a file: its time, the client's address and agent, the user or "-", and the number of the part. */
    record Request(Instant time, String address, String user, String agent, int part) {
        /** The line of an access log, of a server that has the file under this path. */
        String line(String path) {
            return "%s - %s [%s] \"GET %s/part-%d.csv HTTP/1.1\" 200 %d \"-\" \"%s\""
                    .formatted(address, user, TIME.format(time), path, part, 1_000 * part, agent);
        }
    }

    private IncidentLog(List<Request> requests) {
        this.requests = requests;
    }

    /** A log of what this many visitors fetched. */
    static IncidentLog of(int visitors, long seed) {
        var random = new Random(seed);
        List<Request> requests = new ArrayList<>();
        for (int visitor = 0; visitor < visitors; visitor++) {
            String address = "192.0.2." + visitor % 250;
            String user = visitor % 5 == 0 ? "user-" + visitor : "-";
            String agent = AGENTS.get(visitor % AGENTS.size());
            for (int visit = 0; visit < 1 + visitor % 3; visit++) {
                Instant time = START.plusSeconds(random.nextInt((int) LENGTH.toSeconds() - 1_200));
                for (int part = 1; part <= 4; part++) {
                    requests.add(new Request(time, address, user, agent, part));
                    time = time.plusSeconds(1 + random.nextInt(300));
                }
            }
        }
        requests.sort(Comparator.comparing(Request::time));
        return new IncidentLog(requests);
    }

    /** The same, and what a crawler fetches: it asks at even pauses, from one address after another. */
    IncidentLog withCrawler(String agent, int addresses, int crawled) {
        List<Request> all = new ArrayList<>(requests);
        Duration pause = LENGTH.dividedBy(crawled);
        for (int i = 0; i < crawled; i++) {
            String address = "198.51.100." + i % addresses;
            Instant time = START.plus(pause.multipliedBy(i));
            all.add(new Request(time, address, "-", agent, 1 + i % 9));
        }
        all.sort(Comparator.comparing(Request::time));
        return new IncidentLog(all);
    }

    /** The requests of which this holds. */
    IncidentLog only(Predicate<Request> predicate) {
        return new IncidentLog(requests.stream().filter(predicate).toList());
    }

    /** The same, as a server writes it whose clock is ahead. */
    IncidentLog ahead(Duration by) {
        return new IncidentLog(requests.stream()
                .map(own -> new Request(own.time().plus(by), own.address(), own.user(), own.agent(), own.part()))
                .toList());
    }

    int size() {
        return requests.size();
    }

    /** The lines of an access log, of a server that has the files under this path. */
    List<String> lines(String path) {
        return requests.stream().map(request -> request.line(path)).toList();
    }
}
