package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.proofs.guarantees.Claim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The question for the totals of one repository, or for all its days.
 *
 * @param known the facts to check against
 * @param repository index of the repository
 * @param isByDay whether for its days
 */
record RepositoryQuestion(Known known, int repository, boolean isByDay) implements Question {
    private static final String DOWNLOADS = "downloads";

    @Override
    public String path() {
        String stats = path(known.catalog().id(repository)) + "/stats";
        return isByDay ? stats + "/recent?" + known.period() + "&fields=bytes,excluded" : stats;
    }

    /** The path of a repository in the API. */
    static String path(RepoId repo) {
        return "/" + repo.type().label() + "s/" + repo.fullName();
    }

    /** Every day; of a repository that may still be unknown, nothing. */
    @Override
    public Set<String> owed(ServerAnswer answer) {
        var owed = new LinkedHashSet<String>();
        if (!known.hasToBeThere(repository, answer)) return owed;
        owed.add(DOWNLOADS);
        if (isByDay) owed.addAll(known.days());
        return owed;
    }

    @Override
    public Set<String> given(JsonNode body) {
        var given = new LinkedHashSet<String>();
        if (body.has(isByDay ? "stats" : DOWNLOADS)) given.add(DOWNLOADS);
        body.path("stats").forEach(day -> given.add(day.path("date").asText()));
        return given;
    }

    @Override
    public List<Claim> claims(ServerAnswer answer, JsonNode body) {
        String about = path() + " of " + answer.from();
        if (!isByDay) {
            return List.of(Claim.ofDownloads(
                    about,
                    body.path(DOWNLOADS).asLong(),
                    known.ledger()
                            .days(repository, known.load().firstDay(), known.lastDay(), known.ofOnePartition(answer))));
        }
        var claims = new ArrayList<Claim>();
        for (JsonNode day : body.path("stats")) {
            String date = day.path("date").asText();
            int epochDay = (int) LocalDate.parse(date).toEpochDay();
            claims.add(Claim.ofRow(
                    about + " on " + date,
                    counts(day),
                    known.ledger().day(repository, epochDay, known.ofOnePartition(answer))));
        }
        return claims;
    }

    /** The numbers of a day. */
    static DailyCounts counts(JsonNode day) {
        return new DailyCounts(
                day.path(DOWNLOADS).asLong(),
                day.path("authenticated").asLong(),
                day.path("files").asLong(),
                day.path("bytes").asLong());
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var oddities = new ArrayList<String>();
        if (isByDay && !List.copyOf(given(body)).equals(all())) oddities.add("the days are not those asked, in order");
        for (JsonNode day : body.path("stats")) {
            DailyCounts counts = counts(day);
            if (counts.anonymous() == day.path("anonymous").asLong()) continue;
            oddities.add("downloads are not authenticated + anonymous on " + day);
        }
        return oddities;
    }

    private List<String> all() {
        var all = new ArrayList<String>(List.of(DOWNLOADS));
        all.addAll(known.days());
        return all;
    }
}
