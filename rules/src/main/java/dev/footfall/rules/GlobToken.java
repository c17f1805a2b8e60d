package dev.footfall.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of a glob pattern, over bytes of UTF-8.
 *
 * @param kind the bytes that it takes
 * @param letter the one of a letter; 0 of any other kind
 */
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
        /** None: the pattern is over. */
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

    /** True if any number of bytes is taken, and none as well. */
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
