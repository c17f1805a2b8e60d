package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A name of a day, such as a path or a revision in UTF-8, with its counts while they are counted. Not thread-safe. */
final class CountedName {
    static final Comparator<CountedName> ORDER =
            Comparator.<CountedName>comparingLong(name -> name.key).thenComparing(CountedName::compareText);

    final long key;
    final byte[] text;
    long downloads;
    long files;
    long bytes;

    /** One more number, to which the projection gives its meaning. */
    long rest;

    /** {@code key}: a hash or a number of the text, by which it is found. */
    CountedName(long key, byte[] text) {
        this.key = key;
        this.text = text;
    }

    int compareText(CountedName other) {
        return Arrays.compareUnsigned(text, other.text);
    }

    void addBytes(long more) {
        bytes = DailyCounts.saturatedSum(bytes, more);
    }

    DailyCounts counts() {
        return new DailyCounts(downloads, 0, files, bytes);
    }

    void writeCounts(ValueWriter section) {
        section.number(downloads).number(files).number(bytes);
    }

    void readCounts(ValueReader section) {
        downloads = section.number();
        files = section.number();
        bytes = section.number();
    }

    /** {@code filesField}: what a sealed day calls the files. */
    ObjectNode sealCounts(ObjectNode json, String filesField) {
        return json.put("downloads", downloads).put(filesField, files).put("bytes", bytes);
    }

    void unsealCounts(JsonTree sealed, String filesField) {
        downloads = sealed.number("downloads");
        files = sealed.number(filesField);
        bytes = sealed.number("bytes");
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
