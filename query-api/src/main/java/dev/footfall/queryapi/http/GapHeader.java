package dev.footfall.queryapi.http;

import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.ResponseHeader;
import dev.footfall.web.openapi.Schema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The header by which an answer about days says that data of some of their hours is missing, so that a 0 there is not taken for
 * nobody: the newest gaps, {@code from/to;source} each, at most {@value #MOST} of them in {@value #ROOM} characters, which proxies take.
 */
final class GapHeader {
    static final String NAME = "X-Footfall-Gaps";

    static final ResponseHeader DESCRIBED = ResponseHeader.sometimes(
            NAME,
            "Hours of these days without data of a source: from/to;source, more than that ends with + and the last "
                    + "ones; unknown while the gaps cannot be computed. /v1/gaps lists all.",
            Schema.text());

    private static final int MOST = 8;
    private static final int ROOM = 4_000;
    private static final String UNKNOWN = "unknown";

    private GapHeader() {}

    /** {@code asked}: empty while unknown; caches keep no picture that may lack gaps. */
    static Reply addTo(Reply reply, Optional<List<Gap>> asked) {
        String value = asked.map(GapHeader::value).orElse(UNKNOWN);
        if (value.isEmpty()) return reply;
        boolean isKept = reply.headers().getOrDefault("Cache-Control", "").startsWith("public");
        Reply named = reply.with(NAME, value);
        return isKept && asked.isEmpty() ? named.with("Cache-Control", "no-cache") : named;
    }

    private static String value(List<Gap> gaps) {
        String listed = "";
        for (int i = gaps.size() - 1; i >= 0; i--) {
            String more = text(gaps.get(i)) + (listed.isEmpty() ? "" : ", ") + listed;
            if (more.length() > ROOM || i < gaps.size() - MOST) return "+, " + listed;
            listed = more;
        }
        return listed;
    }

    private static String text(Gap gap) {
        return gap.from() + "/" + gap.to() + ";"
                + URLEncoder.encode(gap.source(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
