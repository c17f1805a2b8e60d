package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.FilesClaim;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The question for all hours of one repository. Files and bytes of an hour are held against those that were sent in it; the
 * downloads of a day's hours together against those of the day, because late files move them from hour to hour.
 *
 * @param known the facts to check against
 * @param repository index of the repository
 */
record HourlyQuestion(Known known, int repository) implements Question {
    private static final long SECONDS_PER_HOUR = 3_600;

    @Override
    public String path() {
        return RepositoryQuestion.path(known.catalog().id(repository)) + "/stats/hourly?" + known.period();
    }

    /** Every hour; of a repository that may still be unknown, nothing. */
    @Override
    public Set<String> owed(ServerAnswer answer) {
        return known.hasToBeThere(repository, answer) ? hours() : Set.of();
    }

    private Set<String> hours() {
        var hours = new LinkedHashSet<String>();
        Instant end = LocalDate.ofEpochDay(known.lastDay() + 1L).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant hour =
                LocalDate.ofEpochDay(known.load().firstDay()).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (; hour.isBefore(end); hour = hour.plusSeconds(SECONDS_PER_HOUR)) hours.add(hour.toString());
        return hours;
    }

    @Override
    public Set<String> given(JsonNode body) {
        var given = new LinkedHashSet<String>();
        body.path("stats").forEach(hour -> given.add(hour.path("hour").asText()));
        return given;
    }

    @Override
    public List<Claim> claims(ServerAnswer answer, JsonNode body) {
        Map<Integer, Long> byDay = new TreeMap<>();
        for (JsonNode hour : body.path("stats")) {
            byDay.merge(day(begin(hour)), hour.path("downloads").asLong(), Long::sum);
        }
        var claims = new ArrayList<Claim>();
        byDay.forEach((day, downloads) -> claims.add(Claim.ofDownloads(
                path() + " of " + answer.from() + " on day " + day,
                downloads,
                known.ledger().day(repository, day, known.ofOnePartition(answer)))));
        return claims;
    }

    @Override
    public List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        var claims = new ArrayList<FilesClaim>();
        for (JsonNode hour : body.path("stats")) {
            Instant begin = begin(hour);
            int ofDay = begin.atZone(ZoneOffset.UTC).getHour();
            claims.add(new FilesClaim(
                    path() + " of " + answer.from() + " in " + begin,
                    hour.path("files").asLong(),
                    OptionalLong.of(hour.path("bytes").asLong()),
                    known.ledger().hour(repository, day(begin), ofDay, known.ofOnePartition(answer))));
        }
        return claims;
    }

    private static Instant begin(JsonNode hour) {
        return Instant.parse(hour.path("hour").asText());
    }

    private static int day(Instant begin) {
        return (int) LocalDate.ofInstant(begin, ZoneOffset.UTC).toEpochDay();
    }

    @Override
    public List<String> oddities(JsonNode body) {
        boolean isAsAsked = List.copyOf(given(body)).equals(List.copyOf(hours()))
                && given(body).size() == body.path("stats").size();
        return isAsAsked ? List.of() : List.of("the hours are not those asked, in order");
    }
}
