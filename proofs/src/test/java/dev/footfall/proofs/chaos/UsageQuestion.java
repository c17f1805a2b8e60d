package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.bench.EventText;
import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.FilesClaim;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The question for the hours of one user or of all visitors. Files and bytes of an hour are held against those that were sent
 * in it; all hours of a day together against those of the day.
 *
 * @param known the facts to check against
 * @param whose whose hours
 * @param firstDay the first of the days, since 1970
 * @param lastDay the last one
 */
record UsageQuestion(Known known, Whose whose, int firstDay, int lastDay) implements Question {
    private static final String LIST = "data";
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int HOURS = 24;

    /**
     * Those whose hours are asked for, and the one who asks.
     *
     * @param path the path, and the query as far as it is about them
     * @param token the bearer token of the caller
     * @param user index of the user; empty for all visitors
     */
    record Whose(String path, String token, OptionalInt user) {
        /** A user's own hours. */
        static Whose own(int user) {
            return new Whose("/api/data/self?", BearerToken.ofUser(EventText.user(user)), OptionalInt.of(user));
        }

        /** A user's hours, asked for by an administrator. */
        static Whose of(int user) {
            String path = "/api/data/?username=" + EventText.user(user) + "&";
            return new Whose(path, SumQuestions.ADMINISTRATOR, OptionalInt.of(user));
        }

        /** The hours of all visitors. Few streams are open to one caller at a time: another one asks for each day. */
        static Whose all(int epochDay) {
            return new Whose("/api/data?", BearerToken.ofAdministrator("chaos-" + epochDay), OptionalInt.empty());
        }
    }

    private record RepositoryDay(String name, int epochDay) {}

    @Override
    public String path() {
        return whose.path() + Known.seconds("start_timestamp", firstDay, "end_timestamp", lastDay);
    }

    @Override
    public Optional<String> token() {
        return Optional.of(whose.token());
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return Set.of(LIST);
    }

    @Override
    public Set<String> given(JsonNode body) {
        boolean isThere = body.path("success").asBoolean() && body.path(LIST).isArray();
        return isThere ? Set.of(LIST) : Set.of();
    }

    private Ledger ledger() {
        OptionalInt user = whose.user();
        return user.isPresent() ? known.ledger().user(user.getAsInt()) : known.ledger();
    }

    @Override
    public List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        Map<RepositoryDay, DailyCounts> sums = new HashMap<>();
        for (JsonNode row : body.path(LIST)) sums.merge(day(row), counts(row), DailyCounts::plus);
        Ledger ledger = ledger();
        var claims = new ArrayList<SumClaim>();
        known.byName().forEach((name, index) -> {
            for (int day = firstDay; day <= lastDay; day++) {
                DailyCounts sum = sums.getOrDefault(new RepositoryDay(name, day), DailyCounts.ZERO);
                Bounds bounds = ledger.day(index, day, known.ofMany(answer));
                if (sum.files() == 0 && bounds.most().files() == 0) continue;
                String about = about(answer) + " about " + name + " on day " + day;
                claims.add(new SumClaim(about, sum.downloads(), sum.files(), OptionalLong.of(sum.bytes()), bounds));
            }
        });
        return claims;
    }

    @Override
    public List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        Map<String, Integer> repositories = known.byName();
        Ledger ledger = ledger();
        var claims = new ArrayList<FilesClaim>();
        for (JsonNode row : body.path(LIST)) {
            RepositoryDay day = day(row);
            Integer index = repositories.get(day.name());
            if (index == null) continue; // an oddity
            DailyCounts counts = counts(row);
            Bounds bounds = ledger.hour(index, day.epochDay(), hour(row) % HOURS, known.ofMany(answer));
            String about = about(answer) + " about " + row;
            claims.add(new FilesClaim(about, counts.files(), OptionalLong.of(counts.bytes()), bounds));
        }
        return claims;
    }

    private static RepositoryDay day(JsonNode row) {
        return new RepositoryDay(row.path("model_name").asText(), hour(row) / HOURS);
    }

    /** The hours since 1970. */
    private static int hour(JsonNode row) {
        return (int) (row.path("created_at").asLong() / SECONDS_PER_HOUR);
    }

    private static DailyCounts counts(JsonNode row) {
        long files = row.path("count").asLong();
        return new DailyCounts(
                row.path("quota").asLong(), 0, files, row.path("token_used").asLong());
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var oddities = new ArrayList<String>();
        Set<String> names = known.byName().keySet();
        var hours = new HashSet<String>();
        for (JsonNode row : body.path(LIST)) {
            String name = row.path("model_name").asText();
            boolean isAsked = firstDay <= day(row).epochDay() && day(row).epochDay() <= lastDay;
            if (!isAsked || !names.contains(name)) oddities.add("nobody asked for " + row);
            if (!hours.add(name + " " + hour(row))) oddities.add(row + " is there twice");
            if (!isOfUser(row)) oddities.add("it is somebody else's: " + row);
        }
        return oddities;
    }

    private boolean isOfUser(JsonNode row) {
        OptionalInt user = whose.user();
        return user.isEmpty() || row.path("username").asText().equals(EventText.user(user.getAsInt()));
    }
}
