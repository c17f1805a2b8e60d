package dev.footfall.logs.logformat;

import dev.footfall.logs.logformat.ParsedLine.SentPart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A request as it was, to be written in a format and read again. */
public record Truth(
        String client,
        String user,
        Instant time,
        String method,
        String path,
        String query,
        int status,
        long bytes,
        String agent,
        @Nullable Long start,
        @Nullable Long size) {
    private static final List<String> CLIENTS =
            List.of("192.0.2.7", "198.51.100.23", "2001:db8::1", "2001:db8:0:1::a:b");
    private static final List<String> USERS = List.of("", "", "alice", "b.smith@example.org");
    private static final List<String> PATHS = List.of(
            "/org/m/resolve/main/f.bin",
            "/datasets/acme/d/resolve/v1.0/a%20b/c.parquet",
            "/org/m/resolve/main/100%25.txt",
            "/org/m/resolve/main/%C3%A9t%C3%A9.txt",
            "/org/m/resolve/main/a+b(1).txt");
    private static final List<String> AGENTS = List.of(
            "curl/8.5.0",
            "hf_hub/0.30.2; python/3.12.4; torch/2.7.0",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "git-lfs/3.5.1 (GitHub; linux amd64; go 1.22.1)",
            "say \"hi\" \\o/ 100% caf\u00e9");

    public static Truth random(Random random) {
        boolean isPart = random.nextInt(3) == 0;
        long size = 1 + random.nextLong(5_000_000_000L);
        long start = isPart ? random.nextLong(size) : 0;
        return new Truth(
                any(CLIENTS, random),
                any(USERS, random),
                Instant.ofEpochMilli(1_795_150_794_000L + random.nextInt(86_400_000)),
                random.nextInt(5) == 0 ? "HEAD" : "GET",
                any(PATHS, random),
                random.nextBoolean() ? "" : "?download=true&n=" + random.nextInt(100),
                isPart ? 206 : random.nextInt(6) == 0 ? 404 : 200,
                size - start,
                any(AGENTS, random),
                isPart ? start : null,
                size);
    }

    String target() {
        return path + query;
    }

    String contentRange() {
        return start == null ? "-" : "bytes " + start + "-" + (start + bytes - 1) + "/" + size;
    }

    String time(String layout) {
        return DateTimeFormatter.ofPattern(layout, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /** The time as of Common Log Format, without brackets. */
    String clfTime() {
        return time("dd/MMM/yyyy:HH:mm:ss Z");
    }

    String userOr(String nobody) {
        return user.isEmpty() ? nobody : user;
    }

    /** The request as it should be read from a log that says all but this. */
    LoggedRequest without(Loss... losses) {
        List<Loss> lost = List.of(losses);
        SentPart part = lost.contains(Loss.PART) ? SentPart.UNKNOWN : new SentPart(start, size);
        if (lost.contains(Loss.SIZE_OF_WHOLE) && start == null) part = SentPart.UNKNOWN;
        if (lost.contains(Loss.SIZE)) part = start == null ? SentPart.UNKNOWN : new SentPart(start, null);
        if (lost.contains(Loss.START)) part = new SentPart(null, size);
        String known = lost.contains(Loss.SPACES) ? path.replace("%20", "+") : path;
        String end = lost.contains(Loss.PROTOCOL) ? "" : " HTTP/1.1";
        return new LoggedRequest(
                client,
                lost.contains(Loss.USER) ? "" : user,
                lost.contains(Loss.MILLIS) ? time.getEpochSecond() * 1_000 : time.toEpochMilli(),
                (lost.contains(Loss.METHOD) ? "GET" : method) + " " + (lost.contains(Loss.QUERY) ? known : target())
                        + end,
                lost.contains(Loss.STATUS) ? 200 : status,
                lost.contains(Loss.BYTES) ? 0 : bytes,
                lost.contains(Loss.AGENT) ? "" : agent,
                part);
    }

    /** A fact that a format does not have. */
    public enum Loss {
        USER,
        METHOD,
        STATUS,
        SPACES,
        MILLIS,
        QUERY,
        PROTOCOL,
        BYTES,
        AGENT,
        START,
        SIZE,
        SIZE_OF_WHOLE,
        PART
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
