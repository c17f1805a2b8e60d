package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.proofs.guarantees.NumberClaim;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An administrator's question for the numbers of every repository.
 *
 * @param known the facts to check against
 * @param hasUsers whether users are counted
 */
record ModelsQuestion(Known known, boolean hasUsers) implements Question {
    private static final String LIST = "models";

    @Override
    public String path() {
        return "/api/v1/analytics/models?" + known.seconds("start_date", "end_date");
    }

    @Override
    public Optional<String> token() {
        return Optional.of(SumQuestions.ADMINISTRATOR);
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return Set.of(LIST);
    }

    @Override
    public Set<String> given(JsonNode body) {
        return body.path(LIST).isArray() ? Set.of(LIST) : Set.of();
    }

    private static ListedRows rows(JsonNode body) {
        return new ListedRows(body.path(LIST), "model_id");
    }

    @Override
    public List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        Map<String, JsonNode> rows = rows(body).byName();
        Moments moments = known.ofMany(answer);
        var claims = new ArrayList<SumClaim>();
        known.byName().forEach((name, index) -> {
            JsonNode row = ListedRows.row(rows, name);
            claims.add(new SumClaim(
                    about(answer) + " about " + name,
                    row.path("unique_chats").asLong(),
                    row.path("count").asLong(),
                    OptionalLong.empty(),
                    known.ledger().allDays(index, moments)));
        });
        return claims;
    }

    @Override
    public List<NumberClaim> numbers(ServerAnswer answer, JsonNode body) {
        if (!hasUsers) return List.of();
        Map<String, JsonNode> rows = rows(body).byName();
        Map<Integer, Span> users = known.ledger().usersByRepository(known.ofMany(answer));
        var claims = new ArrayList<NumberClaim>();
        known.byName().forEach((name, index) -> {
            long number = ListedRows.row(rows, name).path("unique_users").asLong();
            String about = about(answer) + " about the users of " + name;
            claims.add(new NumberClaim(about, number, users.getOrDefault(index, Span.NONE)));
        });
        return claims;
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var oddities = new ArrayList<String>(rows(body).disorder("count"));
        oddities.addAll(rows(body).strangers(known.byName().keySet()));
        return oddities;
    }
}
