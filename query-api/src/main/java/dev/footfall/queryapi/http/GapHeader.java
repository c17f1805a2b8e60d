package dev.footfall.queryapi.http;

import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.openapi.Response.Header;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The header by which an answer about days says that data of some of their hours is missing, so that a 0 there is not taken for
 * nobody: the newest gaps, {@code from/to;source} each, at most {@value #MOST} of them.
 *
 * @param value the header; empty where no data is missing
 */
public record GapHeader(Optional<String> value) {
    static final String NAME = "X-Footfall-Gaps";

    static final Header DESCRIBED = Header.sometimes(
            NAME,
            "Hours of these days without data of a source: from/to;source, the last 8, after a + where"
                    + " there are more; unknown while that cannot be said. /v1/gaps has all.",
            Schema.text());

    private static final int MOST = 8;
    private static final String UNKNOWN = "unknown";

    public static GapHeader of(QueryService service, Period utcDays) {
        return of(service, all -> all.within(utcDays.start(), utcDays.end()));
    }

    public static GapHeader of(QueryService service, Function<GapList, List<Gap>> asked) {
        Optional<GapList> known = service.gaps().soon();
        return new GapHeader(known.isPresent() ? value(asked.apply(known.get())) : Optional.of(UNKNOWN));
    }

    public Reply addTo(Reply reply) {
        return reply.status() == 200 ? value.map(gaps -> reply.with(NAME, gaps)).orElse(reply) : reply;
    }

    private static Optional<String> value(List<Gap> gaps) {
        if (gaps.isEmpty()) return Optional.empty();
        List<Gap> newest = gaps.subList(Math.max(0, gaps.size() - MOST), gaps.size());
        String listed = newest.stream().map(GapHeader::text).collect(Collectors.joining(", "));
        return Optional.of(newest.size() < gaps.size() ? "+, " + listed : listed);
    }

    private static String text(Gap gap) {
        return gap.from() + "/" + gap.to() + ";"
                + URLEncoder.encode(gap.source(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
