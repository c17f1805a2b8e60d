package dev.footfall.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.Category;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientClasses;
import dev.footfall.rules.file.RuleFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DemoDataTest {
    private static final Instant NOW = Instant.parse("2026-03-05T10:30:00Z");

    @TempDir
    Path directory;

    private final Published published = new Published();

    @Test
    void fillsThirtyDaysUpToNowAndNothingAhead() {
        demo().publish(NOW);

        var days = new HashSet<LocalDate>();
        for (DownloadEvent event : published.events) {
            days.add(LocalDate.ofInstant(event.time(), ZoneOffset.UTC));
            assertFalse(event.time().isAfter(NOW), event::toString);
        }
        assertEquals(30, days.size());
        assertTrue(published.events.size() > 100_000, () -> published.events.size() + " events");
        assertTrue(published.events.size() < 400_000, () -> published.events.size() + " events");
    }

    @Test
    void addsOnlyWhatIsMissingWhenStartedAgain() {
        demo().publish(NOW);
        int atFirst = published.events.size();

        assertEquals(0, demo().publish(NOW));
        long later = demo().publish(NOW.plus(Duration.ofDays(2)));

        List<DownloadEvent> added = published.events.subList(atFirst, published.events.size());
        assertEquals(later, added.size());
        assertTrue(added.stream().allMatch(event -> event.time().isAfter(NOW)));
    }

    @Test
    void goesOnWithWhatHappensMeanwhile() {
        DemoData demo = demo();
        demo.publish(NOW);
        int atFirst = published.events.size();

        demo.follow(NOW.plusSeconds(600));
        int tenMinutes = published.events.size() - atFirst;
        demo.follow(NOW.plusSeconds(601));

        assertTrue(tenMinutes > 10, () -> tenMinutes + " events in ten minutes of a morning");
        assertEquals(atFirst + tenMinutes, published.events.size());
    }

    /** A newcomer sees it go on at any hour, and the test of the process waits for it. */
    @Test
    void isNeverSilentForFourMinutes() {
        var last = Instant.parse("2026-03-06T00:00:00Z");
        for (int day = 6; day <= 9; day++) { // Friday to Monday
            LocalDate date = LocalDate.of(2026, 3, day);
            for (DownloadEvent event : DemoDay.events(date, DemoCatalog.repositories())) {
                assertTrue(event.time().isBefore(last.plusSeconds(240)), event::toString);
                if (event.time().isAfter(last)) last = event.time();
            }
        }
    }

    @Test
    void followsInStepsToTheSameEventsAsAtOnce() {
        Instant evening = NOW.plus(Duration.ofHours(12));
        DemoData demo = demo();
        demo.publish(evening);
        int atFirst = published.events.size();

        for (int minutes = 7; minutes <= 140; minutes += 7) demo.follow(evening.plus(Duration.ofMinutes(minutes)));

        var inSteps = Set.copyOf(published.events.subList(atFirst, published.events.size()));
        published.events.clear();
        new DemoData(published, directory.resolve("another")).publish(evening.plus(Duration.ofMinutes(140)));
        var atOnce = published.events.stream()
                .filter(event -> event.time().isAfter(evening))
                .collect(Collectors.toSet());
        assertEquals(atOnce, inSteps);
    }

    @Test
    void hasDownloadsOfTheUserWhoIsSignedIn() {
        demo().publish(NOW);

        long own = published.events.stream()
                .filter(event -> event.visitor().equals(VisitorId.user(DemoData.USER)))
                .map(DownloadEvent::repo)
                .distinct()
                .count();

        assertTrue(own > 5, () -> own + " repositories");
    }

    @Test
    void registersSomeRepositoriesAtTheFirstStartAlone() {
        demo().publish(NOW);
        int atFirst = published.registered.size();
        demo().publish(NOW.plus(Duration.ofDays(2)));

        assertEquals(atFirst, published.registered.size());
        assertEquals(
                Set.of("text_generation", "vision", "embedding"),
                published.registered.stream()
                        .flatMap(event -> event.details().category().stream())
                        .map(Category::name)
                        .collect(Collectors.toSet()));
        assertTrue(published.registered.stream().noneMatch(event -> event.removed() || event.isPrivate()));
        assertTrue(published.events.stream().map(DownloadEvent::repo).collect(Collectors.toSet()).stream()
                .anyMatch(repo -> published.registered.stream()
                        .noneMatch(event -> event.repo().equals(repo))));
    }

    @Test
    void makesTheSameDayWheneverItIsAsked() {
        LocalDate day = LocalDate.of(2026, 3, 4);

        assertEquals(DemoDay.events(day, DemoCatalog.repositories()), DemoDay.events(day, DemoCatalog.repositories()));
    }

    @Test
    void looksAtHeadersThatAreNoDownloads() {
        List<DownloadEvent> day = DemoDay.events(LocalDate.of(2026, 3, 4), DemoCatalog.repositories());

        List<DownloadEvent> looks = day.stream()
                .filter(event -> CountingRules.DEFAULT
                        .exclude(Observation.of(event))
                        .equals(Optional.of(ExclusionReason.PARTIAL)))
                .toList();

        assertTrue(looks.size() > day.size() / 200, () -> looks.size() + " of " + day.size());
        assertTrue(looks.size() < day.size() / 20, () -> looks.size() + " of " + day.size());
    }

    @Test
    void isVisitedByToolsBrowsersBuildsMirrorsAndRobots() {
        var classes = ClientClasses.of(RuleFile.of("default").clients().rules());
        List<DownloadEvent> day = DemoDay.events(LocalDate.of(2026, 3, 4), DemoCatalog.repositories());

        Set<ClientClass> seen = day.stream()
                .map(event -> Observation.of(event).userAgent())
                .map(agent -> classes.match(agent, "", "").type())
                .collect(Collectors.toSet());

        assertEquals(EnumSet.complementOf(EnumSet.of(ClientClass.MONITOR, ClientClass.UNKNOWN)), seen);
    }

    @Test
    void isBusierOnWeekdaysThanOnWeekends() {
        LocalDate wednesday = LocalDate.of(2026, 3, 4);

        int onAWeekday = DemoDay.events(wednesday, DemoCatalog.repositories()).size();
        int onASunday = DemoDay.events(wednesday.plusDays(4), DemoCatalog.repositories())
                .size();

        assertTrue(onAWeekday > onASunday);
    }

    private DemoData demo() {
        return new DemoData(published, directory.resolve("demo-until"));
    }

    /** Remembers what was published. */
    private static final class Published implements EventPublisher {
        private final List<DownloadEvent> events = new ArrayList<>();
        private final List<RepositoryEvent> registered = new ArrayList<>();

        @Override
        public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> batch) {
            for (T fact : batch) {
                if (fact instanceof RepositoryEvent repository) registered.add(repository);
                else events.add(assertInstanceOf(WritableEvent.class, fact).event());
            }
            return CompletableFuture.completedFuture(new Delivery.Acknowledged());
        }

        @Override
        public void close() {}
    }
}
