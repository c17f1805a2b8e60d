package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.web.PercentDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request's path: split at each raw {@code /}, then every segment decoded once. Nothing is normalised, so {@code //},
 * {@code ..}, {@code ;} and an encoded slash are segments that no route and no name matches.
 *
 * @param segments the text after each slash; one empty segment for {@code /}; none when the path starts with no slash
 */
record RequestPath(List<String> segments) {
    private static final String API = "api";
    private static final String NO_TEXT = "\0";

    /** The character in place of bytes that the server could not read. */
    private static final char UNREADABLE = '\uFFFD';

    RequestPath {
        segments = List.copyOf(segments);
    }

    static RequestPath of(String rawPath) {
        if (!rawPath.startsWith("/")) return new RequestPath(List.of());
        var segments = new ArrayList<String>();
        for (String segment : rawPath.substring(1).split("/", -1)) segments.add(decode(segment));
        return new RequestPath(segments);
    }

    RequestPath withoutPrefix() {
        if (segments.size() < 2 || !segments.get(0).equals(API)) return this;
        return new RequestPath(segments.subList(1, segments.size()));
    }

    List<String> withoutTrailingSlash() {
        int last = segments.size() - 1;
        return last > 0 && segments.get(last).isEmpty() ? segments.subList(0, last) : segments;
    }

    Optional<RepoId> repository() {
        if (segments.size() < 3) return Optional.empty();
        return repoType().flatMap(type -> RepoId.of(type, segments.get(1), segments.get(2)));
    }

    /** The type that its first segment names. */
    Optional<RepoType> repoType() {
        return segments.isEmpty() ? Optional.empty() : RepoType.ofPlural(segments.get(0));
    }

    /**
     * Percent-decoding that never fails: a {@code %} without two hexadecimal digits stays as it is, and bytes that are not
     * UTF-8 make the whole a text that no name and no value is. So what was broken is refused where the result is read.
     */
    static String decode(String raw) {
        return raw.indexOf(UNREADABLE) >= 0
                ? NO_TEXT
                : PercentDecoder.lenient(raw).orElse(NO_TEXT);
    }
}
