package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.EventText;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.FilesClaim;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.proofs.guarantees.NumberClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An administrator's question for the users with most files. Where the list is full, one who is not on it may have as many
 * as the last one on it.
 *
 * @param known the facts to check against
 */
record UsersQuestion(Known known) implements Question {
    private static final int LIMIT = 1_000;
    private static final String LIST = "users";
    private static final String FILES = "count";
    private static final String BYTES = "total_tokens";

    @Override
    public String path() {
        return "/api/v1/analytics/users?limit=" + LIMIT + "&" + known.seconds("start_date", "end_date");
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
        return new ListedRows(body.path(LIST), "user_id");
    }

    @Override
    public List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        Map<String, JsonNode> rows = rows(body).byName();
        long last = rows.size() < LIMIT
                ? 0
                : body.path(LIST).path(LIMIT - 1).path(FILES).asLong();
        Moments moments = known.ofMany(answer);
        var claims = new ArrayList<FilesClaim>();
        for (int user : known.ledger().users()) {
            JsonNode row = ListedRows.row(rows, EventText.user(user));
            Bounds bounds = known.ledger().user(user).all(moments);
            if (row.isMissingNode() && bounds.fewestFiles() <= last) continue;
            claims.add(new FilesClaim(
                    about(answer) + " about " + EventText.user(user),
                    row.path(FILES).asLong(),
                    OptionalLong.of(row.path(BYTES).asLong()),
                    bounds));
        }
        return claims;
    }

    @Override
    public List<NumberClaim> numbers(ServerAnswer answer, JsonNode body) {
        Span users = known.ledger().usersWithFile(known.ofMany(answer));
        var listed = new Span(Math.min(LIMIT, users.least()), Math.min(LIMIT, users.most()));
        return List.of(new NumberClaim(about(answer), body.path(LIST).size(), listed));
    }

    @Override
    public List<String> oddities(JsonNode body) {
        Set<String> users = known.ledger().users().stream().map(EventText::user).collect(Collectors.toSet());
        var oddities = new ArrayList<String>(rows(body).disorder(FILES));
        oddities.addAll(rows(body).strangers(users));
        return oddities;
    }
}
