package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Single downloads, and their series as {@code java.time} has them. */
final class NaiveSeries {
    static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final List<String> INTERVALS = List.of("hour", "day", "week", "month", "quarter", "year");

    /** Days about which something is particular: clocks change, a day is skipped, a year has 53 weeks, February has 29 days. */
    private static final List<String> PARTICULAR = List.of(
            "2011-12-30",
            "2024-02-29",
            "2025-03-30",
            "2025-10-26",
            "2025-11-02",
            "2021-01-01",
            "2018-11-04",
            "2026-11-20");

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Apia",
            "America/Sao_Paulo",
            "Africa/Casablanca",
            "Etc/GMT+12",
            "Pacific/Kiritimati",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "America/Moncton");

    /** One download, with so many files. */
    private record Download(Instant begin, long files, long bytes) {}

    /** A unit as it should be. */
    private static final class Unit {
        private final String first;
        private String last;
        private long downloads;
        private long files;
        private long bytes;

        Unit(String first) {
            this.first = first;
            this.last = first;
        }

        void add(Download one) {
            downloads++;
            files += one.files;
            bytes += one.bytes;
        }
    }

    private final List<Download> downloads = new ArrayList<>();

    private NaiveSeries() {}

    static NaiveSeries random(Random random) {
        var series = new NaiveSeries();
        for (String day : PARTICULAR) {
            Instant middle = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
            for (int i = 0; i < 150; i++) {
                long spread = random.nextInt(3) == 0 ? 400L * 86_400 : 3 * 86_400;
                Instant begin = middle.plusSeconds((long) ((random.nextDouble() - 0.5) * spread));
                series.downloads.add(new Download(begin, 1 + random.nextInt(3), random.nextInt(1_000)));
            }
        }
        return series;
    }

    InMemoryState state() {
        var state = new InMemoryState(4);
        Map<LocalDate, TreeMap<Integer, HourCounts>> hours = new TreeMap<>();
        for (Download one : downloads) {
            var time = one.begin.atOffset(ZoneOffset.UTC);
            hours.computeIfAbsent(time.toLocalDate(), any -> new TreeMap<>())
                    .merge(time.getHour(), new HourCounts(1, one.files, one.bytes), HourCounts::plus);
        }
        hours.forEach((date, counts) -> {
            state.putHours(REPO, date, counts);
            counts.forEach((hour, sum) -> state.put(
                    "alice",
                    new UserHour(
                            REPO,
                            date.atTime(hour, 0).toInstant(ZoneOffset.UTC),
                            sum.files(),
                            sum.downloads(),
                            sum.bytes())));
        });
        return state;
    }

    static Question question(Random random) {
        String interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
        LocalDate middle = LocalDate.parse(PARTICULAR.get(random.nextInt(PARTICULAR.size())));
        int most = interval.equals("hour") ? 20 : random.nextBoolean() ? 3 : 600;
        LocalDate from = middle.minusDays(random.nextInt(most));
        LocalDate to = middle.plusDays(random.nextInt(most));
        if (random.nextBoolean() && most > 20) {
            from = from.withDayOfYear(1);
            to = to.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(3).minusDays(1);
        }
        return new Question(ZONES.get(random.nextInt(ZONES.size())), interval, from, to);
    }

    record Question(String zone, String interval, LocalDate from, LocalDate to) {
        String query() {
            return "?tz=" + zone.replace("+", "%2B") + "&interval=" + interval + "&from=" + from + "&to=" + to
                    + "&fields=bytes";
        }

        Question of(JsonNode period) {
            return new Question(
                    zone,
                    interval,
                    LocalDate.parse(period.get("start").asText()),
                    LocalDate.parse(period.get("end").asText()));
        }

        /** True if its only day was skipped. */
        boolean isOfNoDay() {
            return from.equals(to)
                    && !from.atStartOfDay(ZoneId.of(zone)).toLocalDate().equals(from);
        }

        /** True if an hour of it is cut by a minute of the zone. */
        boolean isOfHalfHours() {
            ZoneId id = ZoneId.of(zone);
            Instant end = to.plusDays(1).atStartOfDay(id).toInstant().plusSeconds(3_600);
            Instant hour = from.atStartOfDay(id).toInstant().truncatedTo(ChronoUnit.HOURS);
            for (; hour.isBefore(end); hour = hour.plus(1, ChronoUnit.HOURS)) {
                var local = hour.atZone(id);
                if (local.getMinute() != 0
                        || !local.getOffset()
                                .equals(hour.plusSeconds(3_599).atZone(id).getOffset())) {
                    return true;
                }
            }
            return false;
        }

        private String label(LocalDate date) {
            return switch (interval) {
                case "day" -> date.toString();
                case "week" -> date.get(IsoFields.WEEK_BASED_YEAR) + "-" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                case "month" -> date.getYear() + "-" + date.getMonth();
                case "quarter" -> date.getYear() + "-" + date.get(IsoFields.QUARTER_OF_YEAR);
                default -> "" + date.getYear();
            };
        }

        Map<String, Unit> units(List<Download> all) {
            ZoneId id = ZoneId.of(zone);
            Map<String, Unit> units = new LinkedHashMap<>();
            for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
                var begin = date.atStartOfDay(id);
                if (!begin.toLocalDate().equals(date)) continue; // the zone skipped it
                if (interval.equals("hour")) {
                    for (var hour = begin; hour.toLocalDate().equals(date); hour = hour.plusHours(1)) {
                        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(hour);
                        units.put(time, new Unit(time));
                    }
                } else {
                    String day = date.toString();
                    units.computeIfAbsent(label(date), any -> new Unit(day)).last = day;
                }
            }
            for (Download one : all) {
                var local = one.begin.atZone(id);
                if (local.toLocalDate().isBefore(from) || local.toLocalDate().isAfter(to)) continue;
                boolean isByHour = interval.equals("hour");
                String label = isByHour
                        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local.truncatedTo(ChronoUnit.HOURS))
                        : label(local.toLocalDate());
                Objects.requireNonNull(units.get(label), label).add(one);
            }
            return units;
        }
    }

    void check(Question question, JsonNode answer) {
        List<String> expected = question.units(downloads).values().stream()
                .map(unit -> unit.first + ".." + unit.last + " " + unit.downloads + " " + unit.files + " " + unit.bytes)
                .collect(Collectors.toList());
        List<String> counted = new ArrayList<>();
        for (JsonNode row : answer.path("stats")) {
            String first =
                    row.path(question.interval.equals("hour") ? "hour" : "date").asText();
            counted.add(first + ".." + row.path("end").asText(first) + " "
                    + row.path("downloads").asLong() + " " + row.path("files").asLong() + " "
                    + row.path("bytes").asLong());
        }
        assertEquals(expected, counted, question + " " + answer.path("detail").asText());
        assertEquals(question.from.toString(), answer.at("/period/start").asText());
        assertEquals(question.to.toString(), answer.at("/period/end").asText());
    }
}
