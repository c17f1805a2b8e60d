package dev.footfall.rules;

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

    /** The first states of patterns, and their last. */
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

    /** True if one of the patterns is the whole of this text. */
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
}
