package dev.footfall.aggregator.live;

import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store of registrations. No name has a zero byte, so the members of a category lie beside one another, in
 * the order of their repositories:
 *
 * <pre>
 * repository                  its state
 * 00 category 00 repository   nothing: it is a member
 * </pre>
 */
public final class RegistrationKey {
    private static final char SEPARATOR = 0;

    private RegistrationKey() {}

    public static byte[] of(Category category, RepoId member) {
        return utf8(text(category) + member.key());
    }

    public static byte[] prefix(Category category) {
        return utf8(text(category));
    }

    public static byte[] prefix(RepoType type) {
        return utf8(type.label() + '/');
    }

    public static RepoId member(byte[] key, int prefixLength) {
        String repository = new String(key, prefixLength, key.length - prefixLength, StandardCharsets.UTF_8);
        return RepoId.ofKey(repository).orElseThrow(() -> new IllegalStateException("no repository: " + repository));
    }

    public static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static String text(Category category) {
        return SEPARATOR + category.name() + SEPARATOR;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
