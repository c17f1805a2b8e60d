package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Topics;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading goes on from offsets that are older than the state: nothing is counted twice, or left out. */
class StaleOffsetsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");

    @TempDir
    private Path directory;

    private Driver driver;

    @BeforeEach
    void countTen() {
        driver = new Driver(directory, 1);
        driver.pipe(records(0, 10, 0));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void countsEachRecordOnce() {
        driver.pipe(records(4, 13, 0));
        driver.pipe(records(12, 20, 0));

        Tally tally = driver.live.get(0).orElseThrow().tally();
        assertEquals(20, tally.counted());
        assertEquals(20, tally.nextOffset());
        assertEquals(20, tally.read());
    }

    @Test
    void refusesToGoOnFromTheBeginning() {
        assertRefused(records(0, 12, 0));
    }

    @Test
    void refusesAnotherLog() {
        assertRefused(records(4, 12, 60));
    }

    private void assertRefused(List<ConsumerRecord<byte[], byte[]>> records) {
        Throwable cause = assertThrows(RuntimeException.class, () -> driver.pipe(records));
        while (cause.getCause() != null) cause = cause.getCause();

        assertTrue(String.valueOf(cause.getMessage()).contains("counted up to offset 10"), cause::toString);
    }

    /** The records of a log, one in a second. */
    private static List<ConsumerRecord<byte[], byte[]>> records(int from, int to, int secondsLater) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = from; offset < to; offset++) {
            Instant time = NOON.plusSeconds(offset + secondsLater);
            records.add(new ConsumerRecord<>(
                    Topics.DOWNLOAD_EVENTS,
                    0,
                    offset,
                    time.toEpochMilli(),
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    REPO.key().getBytes(StandardCharsets.UTF_8),
                    EventCodec.encode(new DownloadEvent(
                            "e" + offset,
                            time,
                            REPO,
                            VisitorId.user("alice"),
                            new DownloadEvent.Request(Via.HTTP, "GET", 200, 1, null),
                            DownloadEvent.Details.NONE)),
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return records;
    }
}
