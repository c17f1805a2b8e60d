package dev.footfall.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Any number of glob patterns as one automaton without a stack: each byte of a path moves all states of all patterns at once,
 * one bit a state, so that no pattern and no path takes longer than their lengths tell
 * (<a href="https://doi.org/10.1145/135239.135243">Baeza-Yates and Gonnet, 1992</a>). Safe for many threads.
 *
 * <p>There is a state for each {@link GlobToken}: all tokens before it were matched.
 */
final class Globs {
    private static final int BYTES = 256;
    private static final int SEGMENTS = GlobToken.SEGMENTS_LENGTH;

    private final int words;

    /** By byte and word: the states that it moves on, and those that it leaves as they are. */
    private final long[] moved;

    private final long[] kept;

    /** The states before something that may be left out: a star, or whole segments. */
    private final long[] stars;

    private final long[] choices;

    private final long[] start;

    private final long[] ends;

    Globs(List<String> patterns) {
        List<GlobToken> tokens = GlobToken.of(patterns);
        words = (tokens.size() + Long.SIZE - 1) / Long.SIZE;
        moved = new long[BYTES * words];
        kept = new long[BYTES * words];
        stars = new long[words];
        choices = new long[words];
        start = new long[words];
        ends = new long[words];
        for (int state = 0; state < tokens.size(); state++) add(tokens, state);
        close(start);
    }

    private void add(List<GlobToken> tokens, int state) {
        GlobToken token = tokens.get(state);
        int word = state / Long.SIZE;
        long bit = 1L << state;
        if (state == 0 || tokens.get(state - 1).kind() == GlobToken.Kind.END) start[word] |= bit;
        if (token.kind() == GlobToken.Kind.END) ends[word] |= bit;
        if (token.kind() == GlobToken.Kind.SEGMENTS) choices[word] |= bit;
        if (token.isRepeated()) stars[word] |= bit;
        long[] taking = token.isRepeated() ? kept : moved;
        for (int b = 0; b < BYTES; b++) if (token.takes(b)) taking[b * words + word] |= bit;
    }

    boolean match(byte[] text) {
        long[] states = start.clone();
        for (byte b : text) {
            take(b & 0xff, states);
            close(states);
        }
        for (int word = 0; word < words; word++) if ((states[word] & ends[word]) != 0) return true;
        return false;
    }

    private void take(int b, long[] states) {
        long carry = 0;
        for (int word = 0; word < words; word++) {
            long moving = states[word] & moved[b * words + word];
            states[word] = (states[word] & kept[b * words + word]) | moving << 1 | carry;
            carry = moving >>> (Long.SIZE - 1);
        }
    }

    /** Adds the states that are reached without a byte: from segments two, each perhaps a star's, and from a star one. */
    private void close(long[] states) {
        long chosen = 0;
        long left = 0;
        for (int word = 0; word < words; word++) {
            long choosing = states[word] & choices[word];
            states[word] |= choosing << 1 | choosing << SEGMENTS | chosen;
            chosen = choosing >>> (Long.SIZE - 1) | choosing >>> (Long.SIZE - SEGMENTS);
            long leaving = states[word] & stars[word];
            states[word] |= leaving << 1 | left;
            left = leaving >>> (Long.SIZE - 1);
        }
    }

    /** A step of a glob pattern, over bytes of UTF-8; {@code letter} is 0 unless the kind is {@code LETTER}. */
    record GlobToken(Kind kind, int letter) {
        enum Kind {
            LETTER,
            /** The first byte of any character but a slash. */
            FIRST,
            /** The other bytes of a character. */
            REST,
            /** Any number of bytes, none of them a slash. */
            STAR,
            STARS,
            /** None. It leads to the next token, and to the one that follows the next two: to whole segments, or to none. */
            SEGMENTS,
            END
        }

        /** The tokens of a choice of segments: itself, the stars and a slash. */
        static final int SEGMENTS_LENGTH = 3;

        private static final GlobToken SLASH = new GlobToken(Kind.LETTER, '/');
        private static final GlobToken REST = new GlobToken(Kind.REST, 0);
        private static final GlobToken SEGMENTS = new GlobToken(Kind.SEGMENTS, 0);

        static List<GlobToken> of(List<String> patterns) {
            List<GlobToken> all = new ArrayList<>();
            for (String pattern : patterns) {
                all.addAll(of(overWholePath(pattern).getBytes(StandardCharsets.UTF_8)));
            }
            return all;
        }

        /** A segment has no slash, so that in a pattern for one two stars are as good as one. */
        private static String overWholePath(String pattern) {
            return pattern.indexOf('/') < 0 ? "**/" + pattern.replaceAll("\\*+", "*") : pattern;
        }

        private static List<GlobToken> of(byte[] glob) {
            List<GlobToken> tokens = new ArrayList<>();
            int at = glob[0] == '/' ? 1 : 0;
            while (at < glob.length) {
                int end = at;
                while (end < glob.length && glob[end] == '*') end++;
                boolean isSegment = end - at > 1 && end < glob.length && glob[end] == '/';
                if (isSegment && (tokens.isEmpty() || last(tokens).equals(SLASH))) {
                    addSegments(tokens);
                    at = end + 1;
                } else if (end > at) {
                    addStar(end - at > 1 ? Kind.STARS : Kind.STAR, tokens);
                    at = end;
                } else {
                    addOne(glob[at++], tokens);
                }
            }
            tokens.add(new GlobToken(Kind.END, 0));
            return tokens;
        }

        private static GlobToken last(List<GlobToken> tokens) {
            return tokens.get(tokens.size() - 1);
        }

        /** Adds them unless they are there: twice any number of segments is any number. */
        private static void addSegments(List<GlobToken> tokens) {
            int before = tokens.size() - SEGMENTS_LENGTH;
            if (before >= 0 && tokens.get(before).equals(SEGMENTS)) return;
            tokens.addAll(List.of(SEGMENTS, new GlobToken(Kind.STARS, 0), SLASH));
        }

        /** Adds a star, which takes the rest of a character before it, too. */
        private static void addStar(Kind kind, List<GlobToken> tokens) {
            if (!tokens.isEmpty() && last(tokens).equals(REST)) tokens.remove(tokens.size() - 1);
            tokens.add(new GlobToken(kind, 0));
        }

        private static void addOne(byte letter, List<GlobToken> tokens) {
            if (letter == '?') tokens.addAll(List.of(new GlobToken(Kind.FIRST, 0), REST));
            else tokens.add(new GlobToken(Kind.LETTER, letter & 0xff));
        }

        boolean isRepeated() {
            return kind == Kind.REST || kind == Kind.STAR || kind == Kind.STARS;
        }

        boolean takes(int b) {
            boolean isFirst = (b & 0xc0) != 0x80;
            return switch (kind) {
                case LETTER -> b == letter;
                case FIRST -> isFirst && b != '/';
                case REST -> !isFirst;
                case STAR -> b != '/';
                case STARS -> true;
                case SEGMENTS, END -> false;
            };
        }
    }
}
