package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.session.DailyCounts;
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
    private Optional<Detail<String>> baseModel = Optional.empty();
    private Optional<Detail<Long>> parameters = Optional.empty();

    /** The first by name wins. */
    private record Detail<T>(T value, String member) {
        static <T> Optional<Detail<T>> first(Optional<Detail<T>> one, Optional<Detail<T>> other) {
            if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
            return one.get().member.compareTo(other.get().member) <= 0 ? one : other;
        }
    }

    private CategoryModel(String name) {
        this.name = name;
    }

    static CategoryModel of(CategoryMember member) {
        var model = new CategoryModel(member.name());
        model.take(member);
        return model;
    }

    static CategoryModel named(String baseName) {
        return new CategoryModel(baseName);
    }

    static String key(String baseName) {
        return baseName.toLowerCase(Locale.ROOT);
    }

    void add(CategoryMember member, String baseName) {
        if (baseName.compareTo(name) < 0) name = baseName;
        take(member);
    }

    private void take(CategoryMember member) {
        isNsfw |= member.isNsfw();
        tags.addAll(member.details().tags());
        total = total.plus(member.total());
        baseModel =
                Detail.first(baseModel, member.details().baseModel().map(base -> new Detail<>(base, member.name())));
        OptionalLong number = member.details().parameters();
        Optional<Detail<Long>> detail =
                number.isPresent() ? Optional.of(new Detail<>(number.getAsLong(), member.name())) : Optional.empty();
        parameters = Detail.first(parameters, detail);
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
        return baseModel.map(Detail::value);
    }

    Optional<Long> parameters() {
        return parameters.map(Detail::value);
    }

    @Override
    public int compareTo(CategoryModel other) {
        return name.compareTo(other.name);
    }
}
