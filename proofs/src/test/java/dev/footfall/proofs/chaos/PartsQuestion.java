package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.FilesClaim;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The question for the parts of one repository's counts: its downloads by client or class, or its files by file server. The parts
 * have to add up to the whole.
 *
 * @param known the facts to check against
 * @param repository index of the repository
 * @param part the parts
 */
record PartsQuestion(Known known, int repository, Part part) implements Question {
    /** The parts of an answer. */
    enum Part {
        /** Downloads by the client that began them. */
        CLIENTS("clients", "client", "downloads"),
        /** Downloads by the class of that client. */
        CLASSES("classes", "class", "downloads"),
        /** Files by the file server that sent them: of a load, each file has one. */
        SOURCES("sources", "source", "files");

        private final String list;
        private final String name;
        private final String number;

        Part(String list, String name, String number) {
            this.list = list;
            this.name = name;
            this.number = number;
        }

        private boolean isOfDownloads() {
            return this != SOURCES;
        }
    }

    @Override
    public String path() {
        String stats = RepositoryQuestion.path(known.catalog().id(repository)) + "/stats/" + part.list;
        return part.isOfDownloads() ? stats + "?" + known.period() : stats;
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        return known.hasToBeThere(repository, answer) ? Set.of(part.list) : Set.of();
    }

    @Override
    public Set<String> given(JsonNode body) {
        return body.path(part.list).isArray() ? Set.of(part.list) : Set.of();
    }

    @Override
    public List<Claim> claims(ServerAnswer answer, JsonNode body) {
        if (!part.isOfDownloads()) return List.of();
        return List.of(Claim.ofDownloads(about(answer), sum(body), bounds(answer)));
    }

    @Override
    public List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        if (part.isOfDownloads()) return List.of();
        return List.of(new FilesClaim(about(answer), sum(body), OptionalLong.empty(), bounds(answer)));
    }

    private long sum(JsonNode body) {
        long sum = 0;
        for (JsonNode each : body.path(part.list)) sum += each.path(part.number).asLong();
        return sum;
    }

    private Bounds bounds(ServerAnswer answer) {
        return known.ledger().days(repository, known.load().firstDay(), known.lastDay(), known.ofOnePartition(answer));
    }

    @Override
    public List<String> oddities(JsonNode body) {
        return new ListedRows(body.path(part.list), part.name).disorder(part.number);
    }
}
