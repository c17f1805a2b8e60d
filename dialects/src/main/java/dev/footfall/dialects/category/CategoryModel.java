package dev.footfall.dialects.category;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepositoryDetails;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One entry of a category's statistics: a repository, or several whose names say the same model. */
record CategoryModel(
        String name, boolean isNsfw, Set<String> tags, DailyCounts total, Detail<String> base, Detail<Long> number) {

    /** {@code member}: the name of the repository that has it; the first by name wins. */
    record Detail<T>(Optional<T> value, String member) {
        Detail<T> or(Detail<T> other) {
            if (value.isEmpty() || other.value.isEmpty()) return value.isEmpty() ? other : this;
            return member.compareTo(other.member) <= 0 ? this : other;
        }
    }

    static CategoryModel of(CategoryMember member, String name) {
        RepositoryDetails details = member.details();
        Optional<Long> parameters = details.parameters().stream().boxed().findFirst();
        return new CategoryModel(
                name,
                member.isNsfw(),
                new HashSet<>(details.tags()),
                member.usage().total(),
                new Detail<>(details.baseModel(), member.name()),
                new Detail<>(parameters, member.name()));
    }

    CategoryModel plus(CategoryModel other) {
        Set<String> all = new HashSet<>(tags);
        all.addAll(other.tags);
        return new CategoryModel(
                name.compareTo(other.name) <= 0 ? name : other.name,
                isNsfw || other.isNsfw,
                all,
                total.plus(other.total),
                base.or(other.base),
                number.or(other.number));
    }
}
