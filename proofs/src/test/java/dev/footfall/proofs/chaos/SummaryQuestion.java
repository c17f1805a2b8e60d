package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.proofs.guarantees.NumberClaim;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An administrator's question for the sums over all repositories and users.
 *
 * @param known the facts to check against
 * @param hasUsers whether users are counted
 */
record SummaryQuestion(Known known, boolean hasUsers) implements Question {
    private static final String FILES = "total_messages";
    private static final String DOWNLOADS = "total_chats";
    private static final String REPOSITORIES = "total_models";
    private static final String USERS = "total_users";

    @Override
    public String path() {
        return "/api/v1/analytics/summary?" + known.seconds("start_date", "end_date");
    }

    @Override
    public Optional<String> token() {
        return Optional.of(SumQuestions.ADMINISTRATOR);
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return fields().collect(Collectors.toSet());
    }

    private Stream<String> fields() {
        Stream<String> always = Stream.of(FILES, DOWNLOADS, REPOSITORIES);
        return hasUsers ? Stream.concat(always, Stream.of(USERS)) : always;
    }

    @Override
    public Set<String> given(JsonNode body) {
        return fields().filter(body::has).collect(Collectors.toSet());
    }

    @Override
    public List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        Bounds all = known.ledger().all(known.ofMany(answer));
        return List.of(new SumClaim(
                about(answer), body.path(DOWNLOADS).asLong(), body.path(FILES).asLong(), OptionalLong.empty(), all));
    }

    @Override
    public List<NumberClaim> numbers(ServerAnswer answer, JsonNode body) {
        Moments moments = known.ofMany(answer);
        var claims = new ArrayList<NumberClaim>();
        claims.add(claim(REPOSITORIES, answer, body, known.ledger().repositoriesWithFile(moments)));
        if (hasUsers) claims.add(claim(USERS, answer, body, known.ledger().usersWithFile(moments)));
        return claims;
    }

    private NumberClaim claim(String field, ServerAnswer answer, JsonNode body, Span bounds) {
        return new NumberClaim(
                about(answer) + " (" + field + ")", body.path(field).asLong(), bounds);
    }
}
