package dev.footfall.rules.file;

import dev.footfall.events.EventDetails;
import dev.footfall.events.RepoId;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of single values. Each refusal is the noun phrase of what is allowed. */
final class ScalarParser {
    private static final Map<String, Long> UNITS = Map.of(
            "B", 1L,
            "KB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "KIB", 1L << 10,
            "MIB", 1L << 20,
            "GIB", 1L << 30);

    private static final String TIME =
            "a time from 1970 on, in whole milliseconds, such as 2026-11-20T13:00:00Z, or a date";

    private ScalarParser() {}

    static Duration gap(String text) {
        return duration(text, Duration.ofMinutes(1), Duration.ofHours(24), "PT1M to PT24H");
    }

    static Duration retention(String text) {
        return duration(text, Duration.ofSeconds(10), Duration.ofDays(400), "PT10S to P400D");
    }

    /** With shorter ones the sessions of some visitors' days would not fit a record of the changelog. */
    static Duration slot(String text) {
        String range = "PT5M to PT1H, that divides an hour";
        Duration slot = duration(text, Duration.ofMinutes(5), Duration.ofHours(1), range);
        if (Duration.ofHours(1).toMillis() % slot.toMillis() == 0) return slot;
        throw new IllegalArgumentException("an ISO-8601 duration, " + range);
    }

    static Duration doubleClick(String text) {
        return duration(text, Duration.ofSeconds(1), Duration.ofMinutes(5), "PT1S to PT5M");
    }

    private static Duration duration(String text, Duration least, Duration most, String range) {
        String allowed = "an ISO-8601 duration, " + range;
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(allowed, e);
        }
        throw new IllegalArgumentException(allowed);
    }

    static Redirects redirects(String text) {
        return Stream.of(Redirects.values())
                .filter(meaning -> meaning.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("exclude or count"));
    }

    static ClientClass clientClass(String text) {
        return ClientClass.ofLabel(text).orElseThrow(() -> new IllegalArgumentException(ClientClass.labels()));
    }

    static boolean excludes(String text) {
        if (text.equals("exclude")) return true;
        if (text.equals("count")) return false;
        throw new IllegalArgumentException("count or exclude");
    }

    /** Names are part of a header's value. */
    static String name(String text) {
        if (text.matches("[a-z0-9][a-z0-9._-]{0,63}")) return text;
        throw new IllegalArgumentException("up to 64 of a-z, 0-9, '.', '_' and '-'");
    }

    /** A projection in its one form: {@code files:200} tells up to 200 files apart, and {@code files} the standard number. */
    static String projection(String text) {
        if (ProjectionNames.ALL.contains(text)) return text;
        String name = nameOf(text);
        Integer standard = RuleFile.BOUNDED.get(name);
        String most = text.substring(Math.min(text.length(), name.length() + 1));
        if (standard != null && most.matches("[1-9]\\d{0,3}") && Integer.parseInt(most) <= RuleFile.MOST_NAMES) {
            return most.equals(standard.toString()) ? name : text;
        }
        throw new IllegalArgumentException("some of " + String.join(", ", ProjectionNames.ALL));
    }

    static String nameOf(String form) {
        return form.replaceFirst(":.*", "");
    }

    static long bytes(String text) {
        String digits = text.replaceFirst("[A-Za-z]*$", "").strip();
        Long unit = UNITS.get(
                text.equals(digits) ? "B" : text.replaceFirst("^[\\d\\s]*", "").toUpperCase(Locale.ROOT));
        if (unit == null || !digits.matches("\\d{1,9}") || Long.parseLong(digits) == 0) {
            throw new IllegalArgumentException("a number of bytes from 1, such as 1048576, 100kB or 1MiB");
        }
        return Long.parseLong(digits) * unit;
    }

    static Optional<PartialRule> off(String text) {
        if (text.equals("off")) return Optional.empty();
        throw new IllegalArgumentException("off, or a map of below-bytes and below-share");
    }

    static String path(String text) {
        try {
            return new PathRule(List.of(text)).ignored().get(0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a pattern of paths such as '**/*.asc' (" + e.getMessage() + ")", e);
        }
    }

    static double share(String text) {
        boolean isNumber = text.matches("\\d(\\.\\d{1,9})?");
        if (isNumber && Double.parseDouble(text) > 0 && Double.parseDouble(text) <= 1) return Double.parseDouble(text);
        throw new IllegalArgumentException("a share above 0, up to 1, such as 0.5");
    }

    static Optional<String> source(String text) {
        if (!text.isEmpty() && text.codePointCount(0, text.length()) <= EventDetails.MAX_SOURCE_LENGTH) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException(
                "the name of a source, up to " + EventDetails.MAX_SOURCE_LENGTH + " characters");
    }

    static Optional<RepoId> repository(String text) {
        Optional<RepoId> repository = RepoId.ofKey(text);
        if (repository.isPresent()) return repository;
        throw new IllegalArgumentException("a repository such as model/myorg/mymodel");
    }

    /** A point in time; a date is its midnight, UTC. */
    static Optional<Instant> time(String text) {
        try {
            Instant time = text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (Instant.ofEpochMilli(time.toEpochMilli()).equals(time) && !time.isBefore(Instant.EPOCH))
                return Optional.of(time);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(TIME, e);
        }
        throw new IllegalArgumentException(TIME);
    }
}
