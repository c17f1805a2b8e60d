package dev.footfall.standalone.demo;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Thirty days of invented downloads, up to now. A file remembers up to when they were published, so that a later start
 * adds only what is missing; without it the same events are sent again, and are duplicates. Some of its repositories are
 * registered, at the first start alone: what was said of them since then holds.
 */
public final class DemoData {
    private static final int DAYS = 30;
    private static final int BATCH = 1_000;

    private final EventPublisher publisher;
    private final Path marker;

    /**
     * Demo data for one log.
     *
     * @param publisher writes to that log
     * @param marker the file that remembers
     */
    public DemoData(EventPublisher publisher, Path marker) {
        this.publisher = publisher;
        this.marker = marker;
    }

    /**
     * Publishes what is missing and returns how many events that was, when all of them are durable.
     *
     * @throws IllegalStateException if the log does not take them
     */
    public long publish(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant since = publishedUntil();
        List<DemoRepository> repositories = DemoCatalog.repositories();
        if (since.equals(Instant.EPOCH)) await(publisher.register(DemoRegistrations.of(repositories)));
        long published = 0;
        for (LocalDate day = today.minusDays(DAYS - 1); !day.isAfter(today); day = day.plusDays(1)) {
            if (isOver(day, since)) continue;
            List<DownloadEvent> missing = missing(DemoDay.events(day, repositories), since, now);
            send(missing);
            published += missing.size();
        }
        if (now.isAfter(since)) remember(now);
        return published;
    }

    /** True if all events of that day were before then; a visit may go on for a while after midnight. */
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
        if (delivery.join() instanceof Delivery.Unavailable unavailable) {
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
}
