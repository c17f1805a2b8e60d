package dev.footfall.events;

import java.util.Optional;
import java.util.regex.Pattern;

/** A group of repositories by name: 1 to 64 of {@code a-z 0-9 _ -}, but no type, which is a group already. */
public record Category(String name) {
    static final String RULE = "must be 1 to 64 characters of a-z 0-9 _ - and not model, dataset or space";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");

    public Category {
        if (!isName(name)) throw new IllegalArgumentException("category: " + RULE);
    }

    public static Optional<Category> of(String name) {
        return isName(name) ? Optional.of(new Category(name)) : Optional.empty();
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && RepoType.ofLabel(name).isEmpty();
    }
}
