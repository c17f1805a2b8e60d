package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a repository, compared byte for byte.
 *
 * @param namespace the user or organisation that owns it: 1–96 of {@code A-Za-z0-9._-}, not {@code .} or {@code ..}
 */
public record RepoId(RepoType type, String namespace, String name) implements Comparable<RepoId> {
    public static final String NAME_RULE = "each 1 to 96 characters of A-Z a-z 0-9 . _ - and not \".\" or \"..\"";

    private static final int MAX_LENGTH = 96;
    private static final List<RepoType> TYPES = List.of(RepoType.values());

    /** By byte: whether it may stand in a name; a table, because every event's key is looked through. */
    private static final boolean[] IN_NAMES = new boolean[256];

    static {
        for (char c = 0; c < 128; c++) IN_NAMES[c] = Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0;
    }

    public RepoId {
        if (!isName(namespace)) throw new IllegalArgumentException("not a repository namespace: " + namespace);
        if (!isName(name)) throw new IllegalArgumentException("not a repository name: " + name);
    }

    public static Optional<RepoId> of(RepoType type, String fullName) {
        int slash = fullName.indexOf('/');
        if (slash < 0) return Optional.empty();
        return of(type, fullName.substring(0, slash), fullName.substring(slash + 1));
    }

    public static Optional<RepoId> of(RepoType type, String namespace, String name) {
        return isName(namespace) && isName(name) ? Optional.of(new RepoId(type, namespace, name)) : Optional.empty();
    }

    public static Optional<RepoId> ofKey(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) return Optional.empty();
        return RepoType.ofLabel(key.substring(0, slash)).flatMap(type -> of(type, key.substring(slash + 1)));
    }

    /** True for a repository's key; makes no objects, unlike {@link #ofKey}. A slash must follow the type's bytes. */
    static boolean isKey(byte[] key, int typeLength) {
        int slash = indexOfSlash(key, typeLength + 1);
        return isType(key, typeLength) && isName(key, typeLength + 1, slash) && isName(key, slash + 1, key.length);
    }

    private static boolean isType(byte[] key, int length) {
        for (RepoType type : TYPES) {
            if (Text.isAscii(type.label(), key, 0, length)) return true;
        }
        return false;
    }

    private static int indexOfSlash(byte[] key, int from) {
        int at = from;
        while (at < key.length && key[at] != '/') at++;
        return at;
    }

    private static boolean isName(byte[] key, int from, int to) {
        int length = to - from;
        if (length < 1 || length > MAX_LENGTH) return false;
        boolean onlyDots = true;
        for (int i = from; i < to; i++) {
            if (!IN_NAMES[key[i] & 0xff]) return false;
            onlyDots &= key[i] == '.';
        }
        return !onlyDots || length > 2;
    }

    public String fullName() {
        return namespace + "/" + name;
    }

    /** As in a hub's URLs: {@code namespace/name} of a model, else {@code datasets/} or {@code spaces/} before it. */
    public String mixedName() {
        return type == RepoType.MODEL ? fullName() : type.label() + "s/" + fullName();
    }

    /** The repository of a {@link #mixedName}, whose type the number of slashes tells. */
    public static Optional<RepoId> ofMixedName(String name) {
        int first = name.indexOf('/');
        if (first < 0 || name.indexOf('/', first + 1) < 0) return of(RepoType.MODEL, name);
        return RepoType.ofPlural(name.substring(0, first))
                .filter(type -> type != RepoType.MODEL)
                .flatMap(type -> of(type, name.substring(first + 1)));
    }

    /** {@code type/namespace/name}: the key of every topic and store; ASCII. */
    public String key() {
        return type.label() + "/" + namespace + "/" + name;
    }

    public byte[] keyBytes() {
        return key().getBytes(StandardCharsets.UTF_8);
    }

    /** As any record's, but for the order: of two repositories most likely the names differ. Maps ask this by the million. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RepoId repo
                && name.equals(repo.name)
                && namespace.equals(repo.namespace)
                && type == repo.type;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + namespace.hashCode()) + type.label().hashCode();
    }

    /** The order of {@link #key}, whose text is not made: renames and rankings are sorted by the million. */
    @Override
    public int compareTo(RepoId other) {
        if (type != other.type) return type.label().compareTo(other.type.label());
        if (namespace.equals(other.namespace)) return name.compareTo(other.name);
        int common = Math.min(namespace.length(), other.namespace.length());
        for (int i = 0; i < common; i++) {
            int difference = namespace.charAt(i) - other.namespace.charAt(i);
            if (difference != 0) return difference;
        }
        return namespace.length() < other.namespace.length()
                ? '/' - other.namespace.charAt(common)
                : namespace.charAt(common) - '/';
    }

    @Override
    public String toString() {
        return key();
    }

    private static boolean isName(String name) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        return isName(text, 0, text.length);
    }
}
