package dev.footfall.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Writes generated events as the JSON that file servers send, about 370 bytes each. Used by one thread. */
public final class EventText {
    private static final byte[][] PATHS = {
        ascii("config.json"),
        ascii("tokenizer.json"),
        ascii("model-00001-of-00008.safetensors"),
        ascii("model-00002-of-00008.safetensors"),
        ascii("data/train-00000-of-00016.parquet"),
        ascii("README.md"),
    };
    private static final byte[] CHECKSUM = ascii("model-00001-of-00008.safetensors.sha256");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final int MILLIS_PER_DAY = 86_400_000;

    private final Catalog catalog;
    private final long seed;
    private final byte[] buffer = new byte[1_024];
    private int at;
    private long dateDay = Long.MIN_VALUE;
    private byte[] date = {};

    /** A writer of the events of that seed. */
    public EventText(Catalog catalog, long seed) {
        this.catalog = catalog;
        this.seed = seed;
    }

    /** The event as UTF-8 JSON. */
    public byte[] of(LoadEvent event) {
        LoadEvent.Kind kind = event.kind();
        long chance = LoadEvent.mix(event.serial() ^ seed);
        at = 0;
        put("{\"id\":\"")
                .hex(chance)
                .hex(LoadEvent.mix(chance))
                .put("\",\"time\":\"")
                .time(event.timeMillis());
        repository(catalog.key(event.repository()));
        put(",\"path\":\"").put(path(event, seed));
        put("\",\"revision\":\"main\",\"via\":\"").put(kind.via.label());
        put("\",\"method\":\"").put(kind.method).put("\",\"status\":").number(kind.status);
        put(",\"bytes\":").number(event.bytes());
        if (kind.rangeStart >= 0) put(",\"range_start\":").number(kind.rangeStart);
        if (event.size() >= 0) put(",\"size\":").number(event.size());
        visitor(event.visitor());
        put(",\"user_agent\":\"").put(event.agent().text);
        put("\",\"source\":\"").put(event.source()).put("\"}");
        return Arrays.copyOf(buffer, at);
    }

    /** The path of the file that the event of a load of that seed is about. */
    static byte[] path(LoadEvent event, long seed) {
        if (event.kind() == LoadEvent.Kind.CHECKSUM) return CHECKSUM;
        return PATHS[(int) (LoadEvent.mix(event.serial() ^ seed) >>> 8 & 0xff) % PATHS.length];
    }

    private void repository(byte[] key) {
        int slash = 0;
        while (key[slash] != '/') slash++;
        put("\",\"repo_type\":\"").put(key, 0, slash);
        put("\",\"repo\":\"").put(key, slash + 1, key.length).put("\"");
    }

    private void visitor(int visitor) {
        if (LoadEvent.isSignedIn(visitor)) {
            put(",\"user\":\"").put(user(visitor)).put("\"");
            return;
        }
        long hash = LoadEvent.mix(visitor);
        put(",\"visitor\":\"").hex(hash).hex(LoadEvent.mix(hash)).put("\"");
    }

    /** The id of a visitor who is signed in. */
    public static String user(int visitor) {
        return "user-" + visitor;
    }

    private void time(long timeMillis) {
        long day = timeMillis / MILLIS_PER_DAY;
        if (day != dateDay) date = ascii(LocalDate.ofEpochDay(day) + "T");
        dateDay = day;
        int millis = (int) (timeMillis % MILLIS_PER_DAY);
        put(date).digits(millis / 3_600_000, 2).put(":").digits(millis / 60_000 % 60, 2);
        put(":").digits(millis / 1_000 % 60, 2)
                .put(".")
                .digits(millis % 1_000, 3)
                .put("Z");
    }

    private EventText put(String text) {
        for (int i = 0; i < text.length(); i++) buffer[at++] = (byte) text.charAt(i);
        return this;
    }

    private EventText put(byte[] text) {
        return put(text, 0, text.length);
    }

    private EventText put(byte[] text, int from, int to) {
        System.arraycopy(text, from, buffer, at, to - from);
        at += to - from;
        return this;
    }

    private EventText hex(long number) {
        for (int shift = 60; shift >= 0; shift -= 4) buffer[at++] = HEX[(int) (number >>> shift) & 15];
        return this;
    }

    private EventText number(long number) {
        int length = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) length++;
        return digits(number, length);
    }

    private EventText digits(long number, int length) {
        long rest = number;
        for (int i = at + length - 1; i >= at; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += length;
        return this;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
