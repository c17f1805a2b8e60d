package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The question about many repositories at once.
 *
 * @param known the facts to check against
 * @param repositories indexes of the repositories, each once
 */
record BulkQuestion(Known known, List<Integer> repositories) implements Question {
    private static final int OK = 200;

    BulkQuestion {
        repositories = List.copyOf(repositories);
    }

    @Override
    public String path() {
        return "/v1/bulk";
    }

    @Override
    public Optional<Balancer.Body> body() {
        String items = repositories.stream()
                .map(known.catalog()::id)
                .map(repo -> "{\"type\":\"" + repo.type().label() + "\",\"id\":\"" + repo.fullName() + "\"}")
                .collect(Collectors.joining(","));
        return Optional.of(Balancer.Body.ofPost("application/json", "{\"days\":365,\"repos\":[" + items + "]}"));
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return repositories.stream()
                .filter(repository -> known.hasToBeThere(repository, answer))
                .map(repository -> known.catalog().id(repository).fullName())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> given(JsonNode body) {
        var given = new LinkedHashSet<String>();
        for (JsonNode result : body.path("results")) {
            if (result.path("status").asInt() == OK) given.add(result.path("id").asText());
        }
        return given;
    }

    @Override
    public List<Claim> claims(ServerAnswer answer, JsonNode body) {
        long partitions =
                repositories.stream().map(known.catalog()::partition).distinct().count();
        Moments moments = partitions == 1 ? known.ofOnePartition(answer) : known.ofMany(answer);
        var claims = new ArrayList<Claim>();
        for (int i = 0; i < repositories.size(); i++) {
            JsonNode result = body.path("results").path(i);
            if (result.path("status").asInt() != OK) continue;
            var bounds = known.ledger().days(repositories.get(i), known.load().firstDay(), known.lastDay(), moments);
            String about =
                    "/v1/bulk of " + answer.from() + " about " + known.catalog().id(repositories.get(i));
            claims.add(Claim.ofDownloads(about, result.path("downloads").asLong(), bounds));
            claims.add(Claim.ofDownloads(
                    about + " (recent)", result.path("recent_downloads").asLong(), bounds));
        }
        return claims;
    }

    @Override
    public List<String> oddities(JsonNode body) {
        var asked = repositories.stream()
                .map(known.catalog()::id)
                .map(RepoId::fullName)
                .toList();
        var answered = new ArrayList<String>();
        body.path("results").forEach(result -> answered.add(result.path("id").asText()));
        return asked.equals(answered) ? List.of() : List.of("the results are not those asked, in order");
    }
}
