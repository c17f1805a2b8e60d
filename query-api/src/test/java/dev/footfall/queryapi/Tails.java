package dev.footfall.queryapi;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.rules.clients.ClientClass;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Sections of projections at the end of rows. */
public final class Tails {
    private static final int HOURS = 1;
    private static final int CLIENTS = 2;
    private static final int CLASSES = 5;
    private static final int VISITORS = 7;
    private static final int FILES = 8;
    private static final int UNIQUES = 11;

    private Tails() {}

    /** These hours of a day, by their numbers. */
    public static byte[] hours(SortedMap<Integer, HourCounts> hours) {
        var section = new ValueWriter();
        hours.forEach((number, hour) -> section.number(number)
                .number(hour.files())
                .number(hour.downloads())
                .number(hour.bytes()));
        return new ValueWriter().number(HOURS).bytes(section.toByteArray()).toByteArray();
    }

    /** These downloads of a day by client. */
    public static byte[] clients(Map<ClientProduct, Long> downloads) {
        var section = new ValueWriter();
        new TreeMap<>(downloads)
                .forEach((client, number) -> section.number(client.number()).number(number));
        return new ValueWriter().number(CLIENTS).bytes(section.toByteArray()).toByteArray();
    }

    /** Hashes of users and of anonymous visitors; more than 255 become a sketch, as in the store. */
    public static byte[] uniques(long[] users, long... anonymous) {
        var section = new ValueWriter().bytes(hashes(users)).bytes(hashes(anonymous));
        return new ValueWriter().number(UNIQUES).bytes(section.toByteArray()).toByteArray();
    }

    private static byte[] hashes(long... hashes) {
        if (hashes.length > 255) {
            var sketch = UltraLogLog.create(11);
            LongStream.of(hashes).forEach(sketch::add);
            return Arrays.copyOf(sketch.getState(), (1 << 11) + 1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
        LongStream.of(hashes).sorted().forEach(bytes::putLong);
        return bytes.array();
    }

    /** A file in a day's row. */
    public record StoredFile(String path, long downloads, long requests, long bytes) {}

    /** These files of a day, and downloads of the others. */
    public static byte[] files(boolean isBounded, long othersDownloads, StoredFile... files) {
        var section = new ValueWriter().number(500).number(isBounded ? 1 : 0).number(othersDownloads);
        for (StoredFile file : files) {
            section.text(file.path())
                    .number(0)
                    .number(file.downloads())
                    .number(file.requests())
                    .number(file.bytes());
        }
        return new ValueWriter().number(FILES).bytes(section.toByteArray()).toByteArray();
    }

    public static byte[] visitors(long number) {
        byte[] section = new ValueWriter().number(number).toByteArray();
        return new ValueWriter().number(VISITORS).bytes(section).toByteArray();
    }

    /** These counts of a day by name. */
    public static byte[] names(int projection, Map<String, DailyCounts> counts) {
        return names(projection, counts, number -> 0);
    }

    /** The same with the number that a projection has beside each name's counts. */
    public static byte[] names(int projection, Map<String, DailyCounts> counts, ToLongFunction<DailyCounts> beside) {
        var section = new ValueWriter();
        new TreeMap<>(counts)
                .forEach((name, number) -> section.text(name)
                        .number(number.downloads())
                        .number(number.files())
                        .number(number.bytes())
                        .number(beside.applyAsLong(number)));
        return new ValueWriter().number(projection).bytes(section.toByteArray()).toByteArray();
    }

    /** These downloads of a day by class. */
    public static byte[] classes(Map<ClientClass, Long> downloads) {
        var section = new ValueWriter();
        new TreeMap<>(downloads)
                .forEach((type, number) -> section.number(type.number()).number(number));
        return new ValueWriter().number(CLASSES).bytes(section.toByteArray()).toByteArray();
    }
}
