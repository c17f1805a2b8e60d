package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.ingest.accesslog.RouteTemplate.Segment;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.web.PercentDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One template of {@link Routes}: the shape of a path, and its repository.
 *
 * @param segments the path's segments, without the {@code {path*}} at its end
 * @param takesRest whether the path ends in {@code {path*}}
 * @param type the repository's type
 * @param namespace its namespace, perhaps with placeholders
 * @param name its name, perhaps with placeholders
 * @param via the protocol of these requests
 */
record RouteTemplate(List<Segment> segments, boolean takesRest, RepoType type, String namespace, String name, Via via) {
    private static final String REST = "{path*}";
    private static final String NAMESPACE = "{ns}";
    private static final String NAME = "{name}";

    RouteTemplate {
        segments = List.copyOf(segments);
    }

    /**
     * A segment: {@code prefix}, or {@code prefix + placeholder + suffix}.
     *
     * @param prefix the text before the placeholder, or all of it when there is none
     * @param placeholder "ns", "name" or "revision", or null
     * @param suffix the text after the placeholder
     */
    record Segment(String prefix, @Nullable String placeholder, String suffix) {}

    /** Reads {@code PATH=TYPE:NS/NAME}; an IllegalArgumentException names the template and what is wrong with it. */
    static RouteTemplate parse(String template) {
        return new RouteTemplateParser(template).parse();
    }

    boolean matches(UrlPath path) {
        int fixed = segments.size();
        if (takesRest ? path.segments() <= fixed : path.segments() != fixed) return false;
        for (int i = 0; i < fixed; i++) {
            Segment segment = segments.get(i);
            if (segment.placeholder() == null && !path.isSegment(i, segment.prefix())) return false;
        }
        for (int i = 0; i < fixed; i++) {
            Segment segment = segments.get(i);
            if (segment.placeholder() != null
                    && valueOf(segment, path.segment(i)).isEmpty()) return false;
        }
        return !takesRest || !path.rest(fixed).isEmpty();
    }

    /** The target of a path of this shape; empty when the repository's name is an impossible one. */
    Optional<Target> target(UrlPath path) {
        String revision = value("revision", path).orElse(null);
        String file = takesRest ? path.rest(segments.size()) : "";
        return RepoId.of(type, filled(namespace, path), filled(name, path))
                .map(repo -> new Target(repo, file, revision, via));
    }

    private String filled(String text, UrlPath path) {
        return filled(filled(text, NAMESPACE, "ns", path), NAME, "name", path);
    }

    private String filled(String text, String mark, String placeholder, UrlPath path) {
        if (!text.contains(mark)) return text;
        String value = value(placeholder, path).orElseThrow();
        return text.equals(mark) ? value : text.replace(mark, value);
    }

    private Optional<String> value(String placeholder, UrlPath path) {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (placeholder.equals(segment.placeholder())) return valueOf(segment, path.segment(i));
        }
        return Optional.empty();
    }

    private static Optional<String> valueOf(Segment segment, String text) {
        int end = text.length() - segment.suffix().length();
        boolean fits =
                end > segment.prefix().length() && text.startsWith(segment.prefix()) && text.endsWith(segment.suffix());
        return fits ? Optional.of(text.substring(segment.prefix().length(), end)) : Optional.empty();
    }

    /** The path's segments as the template has them, its {@link #REST} taken off. */
    static List<String> withoutRest(List<String> segments) {
        if (!segments.get(segments.size() - 1).equals(REST)) return segments;
        return new ArrayList<>(segments.subList(0, segments.size() - 1));
    }

    /** The raw path of a URL, split at raw "/"; a segment is percent-decoded once, on demand. */
    static final class UrlPath {
        private final String text;
        private final int[] starts;
        private final boolean hasEscapes;

        /** The starts of all segments, and after them the text's length + 1. */
        private UrlPath(String text, int[] starts) {
            this.text = text;
            this.starts = starts;
            this.hasEscapes = text.indexOf('%') >= 0;
        }

        /** The path of a text that starts with "/". */
        static UrlPath split(String text) {
            int slashes = 0;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '/') slashes++;
            }
            var starts = new int[slashes + 1];
            int segment = 0;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '/') starts[segment++] = i + 1;
            }
            starts[slashes] = text.length() + 1;
            return new UrlPath(text, starts);
        }

        int segments() {
            return starts.length - 1;
        }

        boolean isSegment(int index, String wanted) {
            int length = starts[index + 1] - 1 - starts[index];
            if (length == wanted.length() && text.startsWith(wanted, starts[index])) return true;
            return hasEscapes && segment(index).equals(wanted);
        }

        String segment(int index) {
            return decoded(text.substring(starts[index], starts[index + 1] - 1));
        }

        /** The segments from this one on, each decoded, joined by "/". */
        String rest(int from) {
            return decoded(text.substring(starts[from]));
        }

        private static String decoded(String raw) {
            return raw.indexOf('%') < 0 ? raw : LogText.decoded(PercentDecoder.octets(raw));
        }
    }

    /** Reads one route template, and says what is wrong with it. */
    static final class RouteTemplateParser {
        private static final Set<String> PLACEHOLDERS = Set.of("ns", "name", "revision");

        private final String template;
        private final Set<String> known = new HashSet<>();

        RouteTemplateParser(String template) {
            this.template = template;
        }

        RouteTemplate parse() {
            int equals = template.lastIndexOf('=');
            if (equals < 0) throw fault("has no \"=\"; a route is PATH=TYPE:NS/NAME");
            String path = template.substring(0, equals);
            if (!path.startsWith("/")) throw fault("its path must start with \"/\"");
            if (path.indexOf('?') >= 0) throw fault("a path has no \"?\": query strings are dropped");
            List<String> all = List.of(path.substring(1).split("/", -1));
            List<String> fixed = RouteTemplate.withoutRest(all);
            var segments = new ArrayList<Segment>();
            for (String text : fixed) segments.add(segment(text));
            boolean takesRest = fixed.size() < all.size();
            return repository(template.substring(equals + 1), segments, takesRest, via(path));
        }

        private RouteTemplate repository(String text, List<Segment> segments, boolean takesRest, Via via) {
            int colon = text.indexOf(':');
            int slash = text.indexOf('/', colon + 1);
            if (colon < 0 || slash < 0) throw fault("must end in TYPE:NS/NAME");
            RepoType type = RepoType.ofLabel(text.substring(0, colon))
                    .orElseThrow(() -> fault("its type must be model, dataset or space"));
            String namespace = text.substring(colon + 1, slash);
            String name = text.substring(slash + 1);
            if (RepoId.of(type, sample(namespace), sample(name)).isEmpty()) {
                throw fault(
                        "its NS and NAME must be 1 to 96 of A-Z a-z 0-9 . _ - each, or hold a {ns} or {name} of its path");
            }
            return new RouteTemplate(segments, takesRest, type, namespace, name, via);
        }

        /** The text with each placeholder that the path has replaced by a letter. */
        private String sample(String text) {
            String sample = text;
            for (String placeholder : known) {
                if (!placeholder.equals("revision")) sample = sample.replace("{" + placeholder + "}", "a");
            }
            return sample;
        }

        private Segment segment(String text) {
            int open = text.indexOf('{');
            int close = text.indexOf('}');
            if (open < 0 && close < 0) return new Segment(text, null, "");
            if (open < 0 || close < open) throw fault("\"" + text + "\" has an unpaired brace");
            String placeholder = text.substring(open + 1, close);
            String suffix = text.substring(close + 1);
            if (placeholder.equals("path*")) throw fault("{path*} must be the last segment, alone");
            if (!PLACEHOLDERS.contains(placeholder)) {
                throw fault("{" + placeholder + "} is not one of {ns}, {name}, {revision}, {path*}");
            }
            if (suffix.indexOf('{') >= 0 || suffix.indexOf('}') >= 0) {
                throw fault("\"" + text + "\" has more than one placeholder in a segment");
            }
            if (!known.add(placeholder)) throw fault("{" + placeholder + "} occurs twice");
            return new Segment(text.substring(0, open), placeholder, suffix);
        }

        private static Via via(String path) {
            if (path.endsWith("/git-upload-pack")) return Via.GIT;
            return path.contains("/info/lfs/objects") ? Via.LFS : Via.HTTP;
        }

        private IllegalArgumentException fault(String what) {
            return new IllegalArgumentException("route \"" + template + "\": " + what);
        }
    }
}
