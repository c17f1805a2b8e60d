package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.Optional;

/** The exported repositories and UTC days, inclusive; all where nothing is set. */
public record Selection(
        Optional<LocalDate> from, Optional<LocalDate> to, Optional<RepoType> type, Optional<RepoId> repo) {
    public Selection {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new IllegalArgumentException("the last day is " + to.get() + ", before the first, " + from.get());
        }
        if (type.isPresent() && repo.isPresent() && repo.get().type() != type.get()) {
            throw new IllegalArgumentException(
                    repo.get() + " is no " + type.get().label());
        }
    }

    Optional<RepoType> onlyType() {
        return repo.map(RepoId::type).or(() -> type);
    }

    boolean has(RepoId candidate, LocalDate day) {
        return from.stream().noneMatch(day::isBefore)
                && to.stream().noneMatch(day::isAfter)
                && type.stream().allMatch(candidate.type()::equals)
                && repo.stream().allMatch(candidate::equals);
    }

    void write(ObjectNode json) {
        from.ifPresent(day -> json.put("from", day.toString()));
        to.ifPresent(day -> json.put("to", day.toString()));
        type.ifPresent(label -> json.put("repo_type", label.label()));
        repo.ifPresent(id -> json.put("repo", id.key()));
    }
}
