package dev.footfall.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which requests for some files, such as checksums and signatures beside the file that is wanted, are not counted.
 * Files are named by patterns over their paths in the repository (docs/definitions.md, "Ignored files"); characters other than
 * {@code *} and {@code ?} stand for themselves.
 */
public final class PathRule {
    public static final PathRule NONE = new PathRule(List.of());

    public static final int MAX_PATTERNS = 256;

    public static final int MAX_PATTERN_LENGTH = 256;

    private final List<String> ignored;
    private final Globs globs;

    public PathRule(List<String> ignored) {
        if (ignored.size() > MAX_PATTERNS) throw new IllegalArgumentException("paths: more than " + MAX_PATTERNS);
        ignored.forEach(PathRule::check);
        this.ignored = List.copyOf(ignored);
        this.globs = new Globs(this.ignored);
    }

    private static void check(String pattern) {
        if (pattern.isEmpty() || pattern.length() > MAX_PATTERN_LENGTH) {
            throw new IllegalArgumentException(
                    "paths: a pattern has 1 to " + MAX_PATTERN_LENGTH + " characters: \"" + pattern + '"');
        }
        if (pattern.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("paths: a pattern has no control characters");
        }
        if (pattern.endsWith("/")) {
            throw new IllegalArgumentException(
                    "paths: a pattern names files; all in a folder are " + pattern + "**, not " + pattern);
        }
    }

    public List<String> ignored() {
        return ignored;
    }

    public boolean isEmpty() {
        return ignored.isEmpty();
    }

    /** True if the file of this path, in UTF-8, is ignored; an unknown path, which is empty, never is. */
    public boolean ignores(byte[] path) {
        return path.length > 0 && globs.match(path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathRule rule && ignored.equals(rule.ignored);
    }

    @Override
    public int hashCode() {
        return ignored.hashCode();
    }

    @Override
    public String toString() {
        return ignored.toString();
    }
}
