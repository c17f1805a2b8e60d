package dev.footfall.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

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
    private static final String HEX = "0123456789abcdef";
    private static final int MILLIS_PER_DAY = 86_400_000;

    private final Catalog catalog;
    private final long seed;
    private final StringBuilder text = new StringBuilder(512);
    private long dateDay = Long.MIN_VALUE;
    private String date = "";

    public EventText(Catalog catalog, long seed) {
        this.catalog = catalog;
        this.seed = seed;
    }

    /** The event as UTF-8 JSON. */
    public byte[] of(LoadEvent event) {
        LoadEvent.Kind kind = event.kind();
        long chance = LoadEvent.mix(event.serial() ^ seed);
        text.setLength(0);
        put("{\"id\":\"")
                .hex(chance)
                .hex(LoadEvent.mix(chance))
                .put("\",\"time\":\"")
                .time(event.timeMillis());
        repository(catalog.key(event.repository()));
        put(",\"path\":\"").put(new String(path(event, seed), StandardCharsets.US_ASCII));
        put("\",\"revision\":\"main\",\"via\":\"").put(kind.via.label());
        put("\",\"method\":\"").put(kind.method).put("\",\"status\":").number(kind.status);
        put(",\"bytes\":").number(event.bytes());
        if (kind.rangeStart >= 0) put(",\"range_start\":").number(kind.rangeStart);
        if (event.size() >= 0) put(",\"size\":").number(event.size());
        visitor(event.visitor());
        put(",\"user_agent\":\"").put(event.agent().text);
        put("\",\"source\":\"").put(event.source()).put("\"}");
        return ascii(text.toString());
    }

    /** The path of the file that the event of a load of that seed is about. */
    static byte[] path(LoadEvent event, long seed) {
        if (event.kind() == LoadEvent.Kind.CHECKSUM) return CHECKSUM;
        return PATHS[(int) (LoadEvent.mix(event.serial() ^ seed) >>> 8 & 0xff) % PATHS.length];
    }

    private void repository(byte[] key) {
        String[] parts = new String(key, StandardCharsets.US_ASCII).split("/", 2);
        put("\",\"repo_type\":\"")
                .put(parts[0])
                .put("\",\"repo\":\"")
                .put(parts[1])
                .put("\"");
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

    private EventText time(long timeMillis) {
        long day = timeMillis / MILLIS_PER_DAY;
        if (day != dateDay) date = LocalDate.ofEpochDay(day) + "T";
        dateDay = day;
        int millis = (int) (timeMillis % MILLIS_PER_DAY);
        put(date)
                .digits(millis / 3_600_000, 2)
                .put(":")
                .digits(millis / 60_000 % 60, 2)
                .put(":");
        return digits(millis / 1_000 % 60, 2).put(".").digits(millis % 1_000, 3).put("Z");
    }

    private EventText put(String part) {
        text.append(part);
        return this;
    }

    private EventText number(long number) {
        text.append(number);
        return this;
    }

    private EventText hex(long number) {
        for (int shift = 60; shift >= 0; shift -= 4) text.append(HEX.charAt((int) (number >>> shift) & 15));
        return this;
    }

    private EventText digits(int number, int length) {
        for (int unit = length == 3 ? 100 : 10; unit > 0; unit /= 10) text.append((char) ('0' + number / unit % 10));
        return this;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
