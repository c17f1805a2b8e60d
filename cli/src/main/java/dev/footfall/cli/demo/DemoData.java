package dev.footfall.cli.demo;

import dev.footfall.events.Category;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Thirty days of invented downloads, up to now and on from there. A file remembers up to when they were published, so that a later start
 * adds only what is missing; without it the same events are sent again, and are duplicates. Some of its repositories are
 * registered, at the first start alone, so that later changes stay.
 */
public final class DemoData {
    public static final String USER = "maker-1";

    private static final int DAYS = 30;
    private static final int BATCH = 1_000;
    private static final Duration BETWEEN_SENDINGS = Duration.ofSeconds(3);

    /** A day is generated as a whole, so not at each sending. */
    private static final Duration AHEAD = Duration.ofMinutes(30);

    private static final Map<String, String> CATEGORIES = Map.of(
            "chat", "text_generation",
            "instruct", "text_generation",
            "code", "text_generation",
            "vision", "vision",
            "embed", "embedding");
    private static final Instant MADE = Instant.parse("2025-01-01T00:00:00Z");

    private final EventPublisher publisher;
    private final Path marker;
    private Instant followed = Instant.EPOCH;
    private Instant generatedUntil = Instant.EPOCH;
    private List<DownloadEvent> ahead = List.of();

    public DemoData(EventPublisher publisher, Path marker) {
        this.publisher = publisher;
        this.marker = marker;
    }

    public long publish(Instant now) {
        Instant since = publishedUntil();
        List<DemoRepository> repositories = DemoCatalog.repositories();
        if (since.equals(Instant.EPOCH)) await(publisher.send(RecordKind.REPOSITORIES, registrations(repositories)));
        long published = 0;
        for (LocalDate day : days(since, now)) {
            List<DownloadEvent> missing = missing(DemoDay.events(day, repositories), since, now);
            send(missing);
            published += missing.size();
        }
        if (now.isAfter(since)) remember(now);
        return published;
    }

    /** Publishes what has happened since, at most every few seconds; what cannot be written is sent again the next time. */
    public void follow(Instant now) {
        if (now.isBefore(followed.plus(BETWEEN_SENDINGS))) return;
        followed = now;
        try {
            Instant since = publishedUntil();
            if (now.isAfter(generatedUntil)) generate(since, now.plus(AHEAD));
            send(missing(ahead, since, now));
            if (now.isAfter(since)) remember(now);
        } catch (IllegalStateException e) { // Kafka is away: its own messages say so
            return;
        }
    }

    private void generate(Instant since, Instant until) {
        List<DemoRepository> repositories = DemoCatalog.repositories();
        ahead = days(since, until).stream()
                .flatMap(day -> missing(DemoDay.events(day, repositories), since, until).stream())
                .toList();
        generatedUntil = until;
    }

    private static List<LocalDate> days(Instant since, Instant until) {
        LocalDate last = LocalDate.ofInstant(until, ZoneOffset.UTC);
        return last.minusDays(DAYS - 1)
                .datesUntil(last.plusDays(1))
                .filter(day -> !isOver(day, since))
                .toList();
    }

    /** A visit may last beyond midnight. */
    private static boolean isOver(LocalDate day, Instant then) {
        return day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(then);
    }

    private static List<DownloadEvent> missing(List<DownloadEvent> events, Instant since, Instant now) {
        return events.stream()
                .filter(event -> event.time().isAfter(since) && !event.time().isAfter(now))
                .toList();
    }

    private void send(List<DownloadEvent> events) {
        var deliveries = new ArrayList<CompletableFuture<Delivery>>();
        for (int from = 0; from < events.size(); from += BATCH) {
            deliveries.add(publisher.publish(events.subList(from, Math.min(from + BATCH, events.size()))));
        }
        deliveries.forEach(DemoData::await);
    }

    private static void await(CompletableFuture<Delivery> delivery) {
        if (delivery.join() instanceof Delivery.Unacknowledged unavailable) {
            throw new IllegalStateException("the demo data could not be written: " + unavailable.reason());
        }
    }

    private Instant publishedUntil() {
        try {
            return Instant.parse(Files.readString(marker).strip());
        } catch (NoSuchFileException e) {
            return Instant.EPOCH;
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalStateException(
                    marker + " cannot be read: " + e.getMessage() + "; without that file the demo data is sent again",
                    e);
        }
    }

    private void remember(Instant until) {
        try {
            Files.writeString(marker, until + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(marker + " cannot be written: " + e, e);
        }
    }

    /** As public as the others: their names are {@code family-size-flavour}, and the flavour is their category. */
    private static List<RepositoryEvent> registrations(List<DemoRepository> repositories) {
        return repositories.stream()
                .map(DemoRepository::repo)
                .filter(repo -> repo.type() == RepoType.MODEL)
                .flatMap(repo -> registration(repo).stream())
                .toList();
    }

    private static Optional<RepositoryEvent> registration(RepoId repo) {
        String[] words = repo.name().split("-", -1);
        String flavour = words[2];
        return Optional.ofNullable(CATEGORIES.get(flavour))
                .flatMap(Category::of)
                .map(category -> {
                    var details = new RepositoryDetails(
                            List.of(flavour, words[0]),
                            Optional.of(words[0]),
                            OptionalLong.of(parameters(words[1])),
                            Optional.of(MADE),
                            Optional.of(category));
                    return new RepositoryEvent(repo, MADE, false, false, false, details);
                });
    }

    private static long parameters(String size) {
        int end = size.length() - 1;
        return new BigDecimal(size.substring(0, end))
                .scaleByPowerOfTen(size.charAt(end) == 'B' ? 9 : 6)
                .longValueExact();
    }
}
