package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.EventText;
import dev.footfall.events.RepoId;
import dev.footfall.proofs.BearerToken;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A user's question for their own downloads, of each repository and together.
 *
 * @param known the facts to check against
 * @param user index of the user
 */
record UserStatsQuestion(Known known, int user) implements Question {
    private static final String LIST = "repositories";
    private static final String TOTAL = "total";

    @Override
    public String path() {
        return "/v1/users/" + EventText.user(user) + "/stats?" + known.period();
    }

    @Override
    public Optional<String> token() {
        return Optional.of(BearerToken.ofUser(EventText.user(user)));
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return Set.of(LIST, TOTAL);
    }

    @Override
    public Set<String> given(JsonNode body) {
        return Stream.of(LIST, TOTAL).filter(body::has).collect(Collectors.toSet());
    }

    private static ListedRows rows(JsonNode body) {
        return new ListedRows(body.path(LIST), "id");
    }

    @Override
    public List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        Ledger ledger = known.ledger().user(user);
        Moments moments = known.ofMany(answer);
        Map<String, JsonNode> rows = rows(body).byName();
        var claims = new ArrayList<SumClaim>();
        claims.add(claim(about(answer), body.path(TOTAL), ledger.all(moments)));
        for (int index = 0; index < known.catalog().size(); index++) {
            String name = known.catalog().id(index).fullName();
            JsonNode row = ListedRows.row(rows, name);
            Bounds bounds = ledger.allDays(index, moments);
            if (row.isMissingNode() && bounds.most().files() == 0) continue;
            claims.add(claim(about(answer) + " about " + name, row, bounds));
        }
        return claims;
    }

    private static SumClaim claim(String about, JsonNode row, Bounds bounds) {
        return new SumClaim(
                about,
                row.path("downloads").asLong(),
                row.path("files").asLong(),
                OptionalLong.of(row.path("bytes").asLong()),
                bounds);
    }

    @Override
    public List<String> oddities(JsonNode body) {
        Set<String> names = IntStream.range(0, known.catalog().size())
                .mapToObj(known.catalog()::id)
                .map(RepoId::fullName)
                .collect(Collectors.toSet());
        var oddities = new ArrayList<String>(rows(body).strangers(names));
        if (rows(body).byName().size() != body.path(LIST).size()) oddities.add("a repository is listed twice");
        return oddities;
    }
}
