package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of the last hour for everybody, which leave private repositories out. */
class OpennessCacheTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Set<Openness> EVERYBODY = Set.of(Openness.OPEN, Openness.UNREGISTERED);
    private static final Set<Openness> ADMINISTRATORS = Set.of(Openness.values());

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    private Driver driver;
    private int number;

    @BeforeEach
    void start() {
        driver = new Driver(directory, 1);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static RepoId repo(String name) {
        return new RepoId(RepoType.MODEL, "org", name);
    }

    private void register(String name, boolean isRemoved, boolean isPrivate) {
        var event = new RepositoryEvent(repo(name), NOON, isRemoved, isPrivate, false, RepositoryDetails.NONE);
        driver.pipe(TopicSpec.REPOSITORIES.topic(), repo(name).key(), event.toJson(), NOON);
    }

    private void download(String name) {
        var request = new FileRequest(Via.HTTP, "GET", 200, 10, null);
        var event =
                new DownloadEvent("e" + number++, NOON, repo(name), VisitorId.user("ann"), request, EventDetails.NONE);
        driver.pipe(TopicSpec.DOWNLOAD_EVENTS.topic(), repo(name).key(), EventCodec.encode(event), NOON);
    }

    private long files(Set<Openness> seen) {
        driver.advance();
        LastHour hour =
                driver.live.get(0).orElseThrow().arrivals().since(NOON.toEpochMilli(), NOON.toEpochMilli(), seen);
        return hour.steps().stream().mapToLong(ArrivalStep::files).sum();
    }

    @Test
    void addsUpForEverybodyWhatIsPublicOrUnknown() {
        register("open", false, false);
        register("private", false, true);
        register("removed", true, false);
        for (String name : new String[] {"open", "private", "removed", "unknown"}) download(name);

        assertEquals(2, files(EVERYBODY));
        assertEquals(1, files(Set.of(Openness.OPEN)));
        assertEquals(4, files(ADMINISTRATORS));
    }

    @Test
    void followsAChangeOfVisibility() {
        register("one", false, false);
        download("one");
        register("one", false, true);
        download("one");

        assertEquals(1, files(EVERYBODY));
        assertEquals(2, files(ADMINISTRATORS));
    }

    @Test
    void decidesByThePresentNameElseByTheFormerOneThatHidesMost() {
        register("old", false, true);
        var rename = new RenameEvent(repo("old"), Optional.of(repo("new")), NOON);
        driver.pipe(
                TopicSpec.REPOSITORIES.topic(),
                new String(rename.keyBytes(), StandardCharsets.UTF_8),
                rename.toJson(),
                NOON);
        download("new");
        assertEquals(0, files(EVERYBODY));

        register("new", false, false);
        download("old");
        assertEquals(1, files(EVERYBODY));
    }
}
