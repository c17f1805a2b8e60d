package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.Parsed;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.web.PercentDecoder;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * The segments of a path such as {@code /v1/<what>/<type>s/<namespace>/<name>/…}: split at each raw {@code /}, then every one
 * decoded once. What is no percent-encoded UTF-8 is nobody's name.
 */
final class FactPath {
    private static final int TYPE = 3;

    private final String[] raw;

    private FactPath(String[] raw) {
        this.raw = raw;
    }

    static FactPath of(Context context) {
        return new FactPath(context.req().getRequestURI().split("/", -1));
    }

    Parsed<RepoId> repository() {
        Optional<RepoType> type = segment(TYPE)
                .filter(plural -> plural.endsWith("s"))
                .flatMap(plural -> RepoType.ofLabel(plural.substring(0, plural.length() - 1)));
        if (type.isEmpty()) return invalid("repo_type", "must be models, datasets or spaces in the path");
        return segment(TYPE + 1)
                .flatMap(namespace -> segment(TYPE + 2).flatMap(name -> RepoId.of(type.get(), namespace, name)))
                .<Parsed<RepoId>>map(Parsed.Valid::new)
                .orElseGet(() -> invalid("repo", "must be namespace/name in the path, " + RepoId.NAME_RULE));
    }

    Optional<String> user() {
        return segment(TYPE);
    }

    /** The segment after the repository. */
    Optional<String> last() {
        return segment(TYPE + 3);
    }

    private Optional<String> segment(int index) {
        return index < raw.length ? PercentDecoder.strict(raw[index]) : Optional.empty();
    }

    private static Parsed<RepoId> invalid(String field, String error) {
        return new Parsed.Invalid<>(new Decoded.Malformed(field, error));
    }
}
