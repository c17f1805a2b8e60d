package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoType;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The question for the ranking of all repositories of a type over all days. Of a type of which there are no more than a
 * list can have, it has all.
 *
 * @param known the facts to check against
 * @param type the type of the repositories
 * @param way what is asked for
 */
record TrendingQuestion(Known known, RepoType type, Way way) implements Question {
    private static final String ALL_CLASSES =
            Stream.of(ClientClass.values()).map(ClientClass::label).collect(Collectors.joining(",", "&classes=", ""));

    private static final int LIMIT = 100;
    private static final int DAYS = 90;

    /** The ways to ask, all of which have the same numbers. */
    enum Way {
        WHOLE(""),
        /** A part is welcome, too. */
        PART("&partial=allow"),
        /** By the downloads of every class of clients, where each is counted: read from the rows, not from a ranking. */
        CLASSES(ALL_CLASSES);

        private final String parameter;

        Way(String parameter) {
            this.parameter = parameter;
        }
    }

    @Override
    public String path() {
        return "/trending?repo_type=" + type.label() + "&days=" + DAYS + "&limit=" + LIMIT + way.parameter;
    }

    @Override
    public boolean allowsPartial() {
        return way == Way.PART;
    }

    @Override
    public boolean isRationed() {
        return way == Way.CLASSES;
    }

    private Map<String, Integer> repositories() {
        var all = new LinkedHashMap<String, Integer>();
        for (int index = 0; index < known.catalog().size(); index++) {
            if (known.catalog().id(index).type() == type) {
                all.put(known.catalog().id(index).fullName(), index);
            }
        }
        return all;
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        var owed = new LinkedHashSet<String>();
        Map<String, Integer> all = repositories();
        if (all.size() > LIMIT) return owed;
        all.forEach((name, index) -> {
            if (known.hasToBeThere(index, answer)) owed.add(name);
        });
        return owed;
    }

    @Override
    public Set<String> given(JsonNode body) {
        var given = new LinkedHashSet<String>();
        body.path("trending").forEach(row -> given.add(row.path("id").asText()));
        return given;
    }

    @Override
    public List<Claim> claims(ServerAnswer answer, JsonNode body) {
        Map<String, Integer> all = repositories();
        Moments moments = known.ofMany(answer);
        int first = (int)
                LocalDate.parse(body.path("period").path("start").asText()).toEpochDay();
        var claims = new ArrayList<Claim>();
        for (JsonNode row : body.path("trending")) {
            Integer index = all.get(row.path("id").asText());
            if (index == null) continue; // an oddity
            String about = path() + " of " + answer.from() + " about " + row;
            var total = known.ledger().days(index, known.load().firstDay(), known.lastDay(), moments);
            var recent = known.ledger().days(index, first, known.lastDay(), moments);
            claims.add(Claim.ofDownloads(about, row.path("downloads").asLong(), total));
            claims.add(Claim.ofDownloads(
                    about + " (recent)", row.path("recent_downloads").asLong(), recent));
        }
        return claims;
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var oddities = new ArrayList<String>();
        Set<String> names = repositories().keySet();
        long previous = Long.MAX_VALUE;
        for (JsonNode row : body.path("trending")) {
            long recent = row.path("recent_downloads").asLong();
            if (!names.contains(row.path("id").asText())) oddities.add("nobody sent " + row);
            if (recent > previous || recent < 1) oddities.add("not in order: " + row);
            previous = recent;
        }
        if (given(body).size() != body.path("trending").size()) oddities.add("a repository is listed twice");
        return oddities;
    }
}
