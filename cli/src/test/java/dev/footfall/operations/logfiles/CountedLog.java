package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * All that was made of an {@link OddLog}.
 *
 * @param digest SHA-256 of every entry of the stores that are asked: among them are the log times at which days opened
 * @param metrics the fate of all events and likes, by reason
 * @param days every day of every repository as the API gives it, and the newest log time counted
 */
record CountedLog(String digest, String metrics, String days) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The numbers of a log that is counted to its end. */
    static CountedLog await(Standalone house) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> house.aggregator().state().readiness().ready()
                        && house.aggregator().progress().complete()
                        && sum(house, "footfall_likes_") == OddLog.LIKES);
        assertEquals(
                404,
                response(house, "/models/" + OddLog.PRIVATE.fullName() + "/stats")
                        .statusCode());
        String metrics = ask(house, "/metrics")
                .lines()
                .filter(line -> line.startsWith("footfall_events_") || line.startsWith("footfall_likes_"))
                .sorted()
                .collect(Collectors.joining("\n"));
        return new CountedLog(digestOf(house), metrics, days(house.query().port()));
    }

    /** The days that a node with this port answers, and the newest log time counted. */
    static String days(int port) {
        HttpResponse<String> days =
                response(port, "/api/v1/daily?format=csv&from=2025-12-01&to=2026-04-01&fields=classes");
        return days.headers().firstValue("X-Footfall-As-Of").orElse("none") + "\n" + days.body();
    }

    private static String digestOf(Standalone house) {
        MessageDigest digest = sha256();
        for (String store : PartitionStores.PARTS) {
            for (int partition = 0; partition < OddLog.PARTITIONS; partition++) {
                LocalRead<Long> read = house.aggregator().entries().all(partition, store, (key, value) -> {
                    boolean isPlaceInLog = store.equals(PartitionStores.PARTITION) && !SourceDayKey.isOne(key);
                    if (isPlaceInLog) return; // the tally has it, which metrics compare
                    digest.update(ByteBuffer.allocate(8)
                            .putInt(key.length)
                            .putInt(value.length)
                            .flip());
                    digest.update(key);
                    digest.update(value);
                });
                assertEquals(LocalRead.Found.class, read.getClass(), read::toString);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The events that were excluded as late. */
    static long late(Standalone house) {
        return sum(house, "footfall_events_excluded_total{reason=\"late\"");
    }

    /** The sum of the metrics that begin so. */
    private static long sum(Standalone house, String beginning) {
        return ask(house, "/metrics")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    static void awaitLate(Standalone house, long events) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(events, late(house)));
    }

    /** Every row of every repository. */
    static Map<Oracle.Day, Oracle.Row> rows(Standalone house) {
        return rows(house, OddLog.PARTITIONS);
    }

    static Map<Oracle.Day, Oracle.Row> rows(Standalone house, int partitions) {
        Map<Oracle.Day, Oracle.Row> rows = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            LocalRead<Long> read = house.aggregator()
                    .entries()
                    .all(partition, PartitionStores.DAILY_ROWS, (key, value) -> {
                        DailyRow row = RowFormat.decode(value);
                        Map<String, Long> excluded = new TreeMap<>();
                        row.excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
                        rows.put(
                                new Oracle.Day(
                                        new String(StoreKey.repositoryOf(key), StandardCharsets.UTF_8),
                                        LocalDate.ofEpochDay(StoreKey.epochDayOf(key))),
                                new Oracle.Row(row.counts(), excluded));
                    });
            assertEquals(LocalRead.Found.class, read.getClass(), read::toString);
        }
        return rows;
    }

    private static String ask(Standalone house, String path) {
        return response(house, path).body();
    }

    private static HttpResponse<String> response(Standalone house, String path) {
        return response(house.query().port(), path);
    }

    private static HttpResponse<String> response(int port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return PatientHttp.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
