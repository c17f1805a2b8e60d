package dev.footfall.aggregator.query;

import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Search by name over keys. A Bloom filter of words' first letters, 8 bytes each, spares comparing. */
public final class NameSearch {

    private final byte[] type;
    private final byte[] text;
    private final NameRule rule;
    private final List<byte[]> words;
    private final long letters;

    public NameSearch(String text, Optional<RepoType> type, NameRule rule) {
        String lowerCase = text.strip().toLowerCase(Locale.ROOT);
        this.type = bytes(type.map(RepoType::label).orElse(""));
        this.text = bytes(rule == NameRule.PREFIX ? text : lowerCase);
        this.rule = rule;
        this.words = Stream.of(lowerCase.split(rule == NameRule.WITHIN ? "\\s+" : "[-_./\\s]+"))
                .map(NameSearch::bytes)
                .toList();
        this.letters = rule == NameRule.WORDS
                ? words.stream().mapToLong(NameSearch::lettersOf).reduce(0, (one, other) -> one | other)
                : 0;
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
        if (rule == NameRule.PREFIX)
            return hasPrefix(key, namespace) ? Optional.of(NameMatch.PREFIX) : Optional.empty();
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

    private boolean hasPrefix(byte[] key, int at) {
        int end = at + text.length;
        return end <= key.length && Arrays.equals(key, at, end, text, 0, text.length);
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
            if ((rule == NameRule.WITHIN || isSeparator(key[at - 1])) && begins(key, at, word)) return true;
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
