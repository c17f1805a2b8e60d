package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.FilesClaim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An administrator's question for the files of every repository on every day.
 *
 * @param known the facts to check against
 */
record DailyQuestion(Known known) implements Question {
    @Override
    public String path() {
        return "/api/v1/analytics/daily?" + known.seconds("start_date", "end_date");
    }

    @Override
    public Optional<String> token() {
        return Optional.of(SumQuestions.ADMINISTRATOR);
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return new LinkedHashSet<>(known.days());
    }

    @Override
    public Set<String> given(JsonNode body) {
        return new LinkedHashSet<>(days(body).keySet());
    }

    private static Map<String, JsonNode> days(JsonNode body) {
        return new ListedRows(body.path("data"), "date").byName();
    }

    @Override
    public List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        Map<String, Integer> repositories = known.byName();
        var claims = new ArrayList<FilesClaim>();
        days(body).forEach((date, day) -> {
            int epochDay = (int) LocalDate.parse(date).toEpochDay();
            repositories.forEach((name, index) -> {
                long files = day.path("models").path(name).asLong();
                Bounds bounds = known.ledger().day(index, epochDay, known.ofMany(answer));
                if (files == 0 && bounds.most().files() == 0) return;
                String about = about(answer) + " about " + name + " on " + date;
                claims.add(new FilesClaim(about, files, OptionalLong.empty(), bounds));
            });
        });
        return claims;
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var oddities = new ArrayList<String>();
        if (!List.copyOf(given(body)).equals(known.days())) oddities.add("the days are not those asked, in order");
        Set<String> names = known.byName().keySet();
        for (JsonNode day : body.path("data")) {
            day.path("models").fieldNames().forEachRemaining(name -> {
                if (!names.contains(name)) oddities.add("nobody sent " + name);
            });
        }
        return oddities;
    }
}
