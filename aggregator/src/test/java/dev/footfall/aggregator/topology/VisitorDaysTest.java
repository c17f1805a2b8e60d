package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The visitors of a day are kept until no event can change them, by log time, and then deleted. */
class VisitorDaysTest {
    private static final Instant FIRST = Instant.parse("2026-05-04T12:00:00Z");
    private static final int DAY = (int) (FIRST.getEpochSecond() / 86_400);
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    @Test
    void areDeletedTwoDaysAfterTheirDayHasClosed() {
        try (var driver = new Driver(directory, 1)) {
            driver.advance(Duration.between(Instant.EPOCH, FIRST.plus(Duration.ofDays(100))));
            pipe(driver, 0);
            pipe(driver, 15);
            pipe(driver, 16);
            assertEquals(List.of(DAY, DAY + 15, DAY + 16), logDays(driver));

            pipe(driver, 17);
            assertEquals(List.of(DAY + 15, DAY + 16, DAY + 17), logDays(driver));

            pipe(driver, 90);
            assertEquals(List.of(DAY + 15, DAY + 16, DAY + 17, DAY + 90), logDays(driver));

            pipe(driver, 91);
            assertEquals(List.of(DAY + 90, DAY + 91), logDays(driver));
        }
    }

    @Test
    void areKeptWhenTheClockOfTheLogIsAheadOfTheOwn() {
        try (var driver = new Driver(directory, 1)) {
            driver.advance(Duration.between(Instant.EPOCH, FIRST.plus(Duration.ofDays(1))));
            pipe(driver, 0);
            pipe(driver, 90);
            pipe(driver, 91);
            assertEquals(List.of(DAY, DAY + 90, DAY + 91), logDays(driver));
        }
    }

    @Test
    void areTheSameAfterARestart() {
        try (var driver = new Driver(directory, 1)) {
            driver.advance(Duration.between(Instant.EPOCH, FIRST.plus(Duration.ofDays(100))));
            pipe(driver, 0);
            pipe(driver, 16);
            driver.revive();
            pipe(driver, 17);
            assertEquals(List.of(DAY + 16, DAY + 17), logDays(driver));
        }
    }

    @Test
    void areKeptInARecountOfALogWhoseClockWasAheadForAWhile() {
        try (var driver = new Driver(directory, 1)) {
            driver.advance(Duration.between(Instant.EPOCH, FIRST.plus(Duration.ofDays(100))));
            pipe(driver, 0);
            pipe(driver, 30);
            pipe(driver, 1);
            pipe(driver, 2);
            assertEquals(List.of(DAY, DAY + 1, DAY + 2, DAY + 30), logDays(driver));

            pipe(driver, 60);
            pipe(driver, 3);
            assertEquals(List.of(DAY, DAY + 1, DAY + 2, DAY + 3, DAY + 30, DAY + 60), logDays(driver));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areDeletedAgainAfterTheClockOfTheLogWasAheadForOneRecord(boolean restarts) {
        try (var driver = new Driver(directory, 1)) {
            driver.advance(Duration.between(Instant.EPOCH, FIRST.plus(Duration.ofDays(100))));
            pipe(driver, 0);
            pipe(driver, 90);
            if (restarts) driver.revive();
            pipe(driver, 15);
            pipe(driver, 16);
            assertEquals(List.of(DAY, DAY + 15, DAY + 16, DAY + 90), logDays(driver));

            pipe(driver, 17);
            assertEquals(List.of(DAY + 15, DAY + 16, DAY + 17, DAY + 90), logDays(driver));
        }
    }

    private static void pipe(Driver driver, int daysLater) {
        Instant time = FIRST.plusSeconds(86_400L * daysLater);
        var request = new FileRequest(Via.HTTP, "GET", 200, 1, null);
        var event = new DownloadEvent("e" + daysLater, time, REPO, VisitorId.user("alice"), request, EventDetails.NONE);
        driver.pipe(TopicSpec.DOWNLOAD_EVENTS.topic(), REPO.key(), EventCodec.encode(event), time);
    }

    /** The log days of the visitor-days, which come first in their keys. */
    private static List<Integer> logDays(Driver driver) {
        List<Integer> days = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.part(PartitionStores.VISITOR_DAYS).all()) {
            all.forEachRemaining(
                    entry -> days.add(ByteBuffer.wrap(entry.key.get()).getInt()));
        }
        return days;
    }
}
