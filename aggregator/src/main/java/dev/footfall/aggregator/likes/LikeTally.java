package dev.footfall.aggregator.likes;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The records of likes of one partition, counted by outcome: {@code applied + unchanged + rejected = read}. */
public record LikeTally(Map<String, Long> numbers) {
    public static final String APPLIED = "applied";

    /** A repeated or out-of-order like; ignored. */
    public static final String UNCHANGED = "unchanged";

    private static final String REJECTED = "rejected.";

    public static final LikeTally NONE = new LikeTally(Map.of());

    public LikeTally {
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    }

    LikeTally plus(boolean isApplied) {
        return plus(isApplied ? APPLIED : UNCHANGED);
    }

    LikeTally plusRejected(String field) {
        return plus(REJECTED + field);
    }

    private LikeTally plus(String outcome) {
        var more = new TreeMap<>(numbers);
        more.merge(outcome, 1L, Long::sum);
        return new LikeTally(more);
    }

    public long number(String outcome) {
        return numbers.getOrDefault(outcome, 0L);
    }

    public long rejected(String field) {
        return number(REJECTED + field);
    }

    byte[] encode() {
        return numbers.entrySet().stream()
                .map(number -> number.getKey() + "=" + number.getValue())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static LikeTally decode(byte[] bytes) {
        return new LikeTally(new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Long.parseLong(parts[1]))));
    }
}
