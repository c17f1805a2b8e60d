package dev.footfall.standalone.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of heap: a percentage of the JVM's maximum, or a size ({@code 25%}, {@code 256MiB}). */
final class HeapShare {
    static final String FORM = "a percentage of the maximum heap (25%), or a size (256MiB, 2GiB)";

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(%|MiB|GiB)");
    private static final int MOST_PERCENT = 60;
    private static final long MIB = 1L << 20;
    private static final long LEAST_BYTES = 8 * MIB;
    private static final long LEAST_BYTES_PER_PARTITION = 64 << 10;

    private HeapShare() {}

    static boolean isHeapShare(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Fails if that is too little for this many partitions, or too much for this heap. */
    static long bytes(String key, String value, int partitions, long maxHeapBytes) {
        long most = percent(maxHeapBytes, MOST_PERCENT);
        long least = Math.max(LEAST_BYTES, LEAST_BYTES_PER_PARTITION * partitions);
        long bytes = bytes(value, maxHeapBytes);
        if (least <= bytes && bytes <= most) return bytes;
        String needed = least + MIB > most
                ? "at least " + mib(least) + " is needed for " + partitions + " partitions, and at most " + MOST_PERCENT
                        + "% may be used,"
                : "allowed is " + mib(least) + " to " + mib(most) + " (" + MOST_PERCENT + "%)";
        throw new IllegalArgumentException(key + " is '" + value + "': " + needed + " of a maximum heap of "
                + mib(maxHeapBytes) + ", which FOOTFALL_JAVA_OPTS=-Xmx… sets");
    }

    private static long bytes(String value, long maxHeapBytes) {
        Matcher matcher = TEXT.matcher(value);
        if (!matcher.matches()) throw new IllegalArgumentException("'" + value + "' is not " + FORM);
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "%" -> percent(maxHeapBytes, number);
            case "MiB" -> number * MIB;
            default -> number * 1_024 * MIB;
        };
    }

    private static long percent(long whole, long number) {
        return whole / 100 * number + whole % 100 * number / 100;
    }

    private static String mib(long bytes) {
        return bytes / MIB + "MiB";
    }
}
