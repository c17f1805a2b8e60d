package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.web.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The end of a request for a repository that has another name now, which the caller may see. */
final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RepoId name;

    Moved(RepoId name) {
        super(null, null, false, false); // an answer, not a fault: nobody reads its stack
        this.name = name;
    }

    /**
     * The reply: the same path and query under the present name.
     *
     * @param rawPath the path as it stood in the request line
     * @param rawQuery what stood there after the question mark
     */
    Reply reply(String rawPath, @Nullable String rawQuery) {
        String[] segments = rawPath.split("/", -1);
        int type = segments.length
                - RequestPath.of(rawPath).withoutPrefix().segments().size();
        segments[type + 1] = name.namespace();
        segments[type + 2] = name.name();
        String query = rawQuery == null ? "" : "?" + rawQuery;
        return Reply.empty(301).with("Location", ascii(String.join("/", segments) + query));
    }

    /** A header has no room for what a lenient client may have sent. */
    private static String ascii(String url) {
        var ascii = new StringBuilder();
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f) ascii.append((char) b);
            else ascii.append(String.format(Locale.ROOT, "%%%02X", b));
        }
        return ascii.toString();
    }
}
