package dev.footfall.aggregator.query;

import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Search by name over keys, ignoring case. A Bloom filter of words' first letters, 8 bytes each, spares comparing. */
public final class NameSearch {

    private final byte[] type;
    private final byte[] text;
    private final boolean isWithin;
    private final List<byte[]> words;
    private final long letters;

    /** {@code isWithin}: words, parted by spaces alone, may stand anywhere in the namespace or name; slower. */
    public NameSearch(String text, Optional<RepoType> type, boolean isWithin) {
        String lowerCase = text.strip().toLowerCase(Locale.ROOT);
        this.type = bytes(type.map(RepoType::label).orElse(""));
        this.text = bytes(lowerCase);
        this.isWithin = isWithin;
        this.words = Stream.of(lowerCase.split(isWithin ? "\\s+" : "[-_./\\s]+"))
                .map(NameSearch::bytes)
                .toList();
        this.letters =
                isWithin ? 0 : words.stream().mapToLong(NameSearch::lettersOf).reduce(0, (one, other) -> one | other);
    }

    public static long lettersOf(byte[] key) {
        long filter = 0;
        int hash = 0;
        int length = 0;
        for (byte letter : key) {
            boolean isBetween = isSeparator(letter);
            length = isBetween ? 0 : length + 1;
            hash = isBetween ? 0 : (31 * hash + 40_503 * lower(letter)) >>> 7;
            if (0 < length && length <= 3) filter |= 1L << hash;
        }
        return filter;
    }

    public boolean mayMatch(long lettersOfKey) {
        return (lettersOfKey & letters) == letters;
    }

    public Optional<NameMatch> match(byte[] key) {
        if (!begins(key, 0, type)) return Optional.empty();
        int namespace = segment(key, 0);
        int name = segment(key, namespace);
        if (begins(key, name, text)) return Optional.of(matchAt(key, name));
        if (begins(key, namespace, text)) return Optional.of(matchAt(key, namespace));
        if (text.length >= namespace && begins(key, 0, text)) return Optional.of(matchAt(key, 0));
        if (words.isEmpty()) return Optional.empty();
        for (byte[] word : words) {
            if (!hasWord(key, namespace, word)) return Optional.empty();
        }
        return Optional.of(NameMatch.WORD);
    }

    private NameMatch matchAt(byte[] key, int start) {
        return key.length - start == text.length ? NameMatch.EXACT : NameMatch.PREFIX;
    }

    private static int segment(byte[] key, int from) {
        int at = from;
        while (key[at] != '/') at++;
        return at + 1;
    }

    private boolean hasWord(byte[] key, int from, byte[] word) {
        for (int at = from; at <= key.length - word.length; at++) {
            if ((isWithin || isSeparator(key[at - 1])) && begins(key, at, word)) return true;
        }
        return false;
    }

    private static boolean begins(byte[] key, int at, byte[] lowerCase) {
        if (lowerCase.length > key.length - at) return false;
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(key[at + i]) != lowerCase[i]) return false;
        }
        return true;
    }

    private static boolean isSeparator(byte letter) {
        return letter == '-' || letter == '_' || letter == '.' || letter == '/';
    }

    private static byte lower(byte letter) {
        return 'A' <= letter && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
