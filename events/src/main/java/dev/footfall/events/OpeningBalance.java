package dev.footfall.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The downloads of a repository that another system counted, usually before Footfall did. It is no event: no rule changes it, and it
 * is shown beside what is counted. Of several about the same days of one origin, the last in the log holds.
 *
 * @param numbers empty when the balance is withdrawn
 * @param time when it was stated, cut to milliseconds
 */
public record OpeningBalance(RepoId repo, BalanceDays days, Optional<BalanceNumbers> numbers, Instant time) {
    private static final String DATE = "date";
    private static final String BEFORE = "before";
    private static final String DOWNLOADS = "downloads";
    private static final String AUTHENTICATED = "authenticated";
    private static final String ANONYMOUS = "anonymous";
    private static final String FILES = "files";
    private static final String LIFETIME = "lifetime";
    private static final String REPLACES = "replaces";
    private static final String REMOVED = "removed";

    public static final List<String> FIELDS = List.of(
            "repo_type",
            "repo",
            "origin",
            DATE,
            BEFORE,
            DOWNLOADS,
            AUTHENTICATED,
            ANONYMOUS,
            FILES,
            LIFETIME,
            REPLACES,
            REMOVED,
            "time");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    /** A reading is worked out from the others of its counter, so it is no part of what is stated. */
    private static final Map<String, Integer> STATED = JsonFields.places(
            FIELDS.stream().filter(field -> !field.equals(LIFETIME)).toList());

    public static final String DAY_RULE = "must be a day from 1970 on, such as 2026-10-31";

    private static final Instant END_OF_TIME = Instant.parse("9999-12-30T00:00:00Z");

    public OpeningBalance {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** {@code type/namespace/name/origin/}, and the day or {@code before}. */
    public byte[] keyBytes() {
        return (repo.key() + "/" + days.key()).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a record's value, of whichever time; unknown fields are ignored. */
    public static Parsed<OpeningBalance> decode(byte[] value) {
        return new BalanceFields(JsonFields.of(value, KNOWN), true, END_OF_TIME).read();
    }

    /**
     * Reads what is stated now, at whose first token the parser stands; its time may be missing. An unknown or repeated field is a
     * fault. Fails if the text is not JSON.
     */
    public static Parsed<OpeningBalance> decodeStatement(JsonParser parser, Instant now) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Parsed.invalid(FieldError.JSON, "must be a JSON object");
        }
        return new BalanceFields(JsonFields.strict(parser, STATED), false, now).read();
    }

    /** Empty if it is none that a balance may have. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text))
                    .filter(date -> text.length() == 10 && date.getYear() >= LocalDate.EPOCH.getYear());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code isStored}: a record of the topic, which has its time and may have a reading. */
    private record BalanceFields(JsonFields fields, boolean isStored, Instant now) {
        Parsed<OpeningBalance> read() {
            Optional<RepoId> repo = fields.repo();
            String origin = fields.required("origin");
            if (!BalanceDays.isOrigin(origin)) fields.fail("origin", BalanceDays.ORIGIN_RULE);
            Optional<LocalDate> date = date(DATE);
            Optional<LocalDate> before = date(BEFORE);
            if (date.isPresent() == before.isPresent()) fields.fail(DATE, "must be there, or before in its place");
            Optional<BalanceNumbers> numbers = fields.flag(REMOVED, false) ? Optional.empty() : numbers();
            Instant time = fields.eventTime(now.toEpochMilli(), isStored ? Optional.empty() : Optional.of(now));
            checkPast(date, before, time.isBefore(now) ? time : now);
            return fields.verdict(() -> new OpeningBalance(
                    repo.orElseThrow(),
                    new BalanceDays(origin, date.or(() -> before).orElseThrow(), before.isPresent()),
                    numbers,
                    time));
        }

        private void checkPast(Optional<LocalDate> date, Optional<LocalDate> before, Instant latest) {
            LocalDate today = LocalDate.ofInstant(latest, ZoneOffset.UTC);
            LocalDate tomorrow = today.plusDays(1);
            if (date.filter(today::isBefore).isPresent()) fields.fail(DATE, "must not be after " + today);
            if (before.filter(tomorrow::isBefore).isPresent()) fields.fail(BEFORE, "must not be after " + tomorrow);
        }

        private Optional<LocalDate> date(String field) {
            Optional<String> text = fields.text(field);
            Optional<LocalDate> date = text.flatMap(OpeningBalance::day);
            if (text.isPresent() && date.isEmpty()) fields.fail(field, DAY_RULE);
            return text.map(any -> date.orElse(LocalDate.EPOCH));
        }

        private Optional<BalanceNumbers> numbers() {
            fields.require(DOWNLOADS);
            long downloads = number(DOWNLOADS).orElse(0);
            OptionalLong authenticated = number(AUTHENTICATED);
            OptionalLong anonymous = number(ANONYMOUS);
            OptionalLong files = number(FILES);
            OptionalLong lifetime = isStored ? number(LIFETIME) : OptionalLong.empty();
            boolean replaces = fields.flag(REPLACES, false);
            if (!BalanceNumbers.isSplit(downloads, authenticated, anonymous))
                fields.fail(AUTHENTICATED, BalanceNumbers.SPLIT_RULE);
            if (fields.fault() != null) return Optional.empty();
            return Optional.of(new BalanceNumbers(downloads, authenticated, anonymous, files, lifetime, replaces));
        }

        private OptionalLong number(String field) {
            return fields.integer(field, 0, BalanceNumbers.MOST);
        }
    }

    public byte[] toJson() {
        var json = new JsonBytes()
                .field("repo_type", repo.type().label())
                .field("repo", repo.fullName())
                .field("origin", days.origin())
                .field(days.isLump() ? BEFORE : DATE, days.day().toString());
        if (numbers.isEmpty()) json.field(REMOVED, true);
        numbers.ifPresent(known -> {
            json.field(DOWNLOADS, known.downloads());
            known.authenticated().ifPresent(number -> json.field(AUTHENTICATED, number));
            known.anonymous().ifPresent(number -> json.field(ANONYMOUS, number));
            known.files().ifPresent(number -> json.field(FILES, number));
            known.lifetime().ifPresent(number -> json.field(LIFETIME, number));
            if (known.replaces()) json.field(REPLACES, true);
        });
        return json.field("time", time.toString()).toObject();
    }
}
