package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.queryapi.http.category.CategoryMembers.CategoryMember;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One entry of a category's statistics: a repository, or several whose names say the same model. Naturally ordered by name.
 */
final class CategoryModel implements Comparable<CategoryModel> {
    private final Set<String> tags = new HashSet<>();
    private String name;
    private boolean isNsfw;
    private DailyCounts total = DailyCounts.ZERO;
    private Optional<Said<String>> baseModel = Optional.empty();
    private Optional<Said<Long>> parameters = Optional.empty();

    /** A word about the model, and the name of the member that has it: of several, the first by name holds. */
    private record Said<T>(T value, String member) {
        static <T> Optional<Said<T>> first(Optional<Said<T>> one, Optional<Said<T>> other) {
            if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
            return one.get().member.compareTo(other.get().member) <= 0 ? one : other;
        }
    }

    private CategoryModel(String name) {
        this.name = name;
    }

    /** A repository alone. */
    static CategoryModel of(CategoryMember member) {
        var model = new CategoryModel(member.name());
        model.take(member);
        return model;
    }

    /** The model that a repository is a form of, so far without any. */
    static CategoryModel named(String baseName) {
        return new CategoryModel(baseName);
    }

    /** The text by which two base names are the same. */
    static String key(String baseName) {
        return baseName.toLowerCase(Locale.ROOT);
    }

    /** Adds a repository that is a form of it. */
    void add(CategoryMember member, String baseName) {
        if (baseName.compareTo(name) < 0) name = baseName;
        take(member);
    }

    private void take(CategoryMember member) {
        isNsfw |= member.isNsfw();
        tags.addAll(member.details().tags());
        total = total.plus(member.total());
        baseModel = Said.first(baseModel, member.details().baseModel().map(base -> new Said<>(base, member.name())));
        OptionalLong number = member.details().parameters();
        Optional<Said<Long>> said =
                number.isPresent() ? Optional.of(new Said<>(number.getAsLong(), member.name())) : Optional.empty();
        parameters = Said.first(parameters, said);
    }

    String name() {
        return name;
    }

    boolean isNsfw() {
        return isNsfw;
    }

    Set<String> tags() {
        return tags;
    }

    DailyCounts total() {
        return total;
    }

    Optional<String> baseModel() {
        return baseModel.map(Said::value);
    }

    Optional<Long> parameters() {
        return parameters.map(Said::value);
    }

    @Override
    public int compareTo(CategoryModel other) {
        return name.compareTo(other.name);
    }
}
