package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.ingest.accesslog.RouteTemplate.Segment;
import dev.footfall.ingest.accesslog.Routes.Routing;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.web.PercentDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code segments} are without a {@code {path*}} at the end ({@code takesRest}). */
record RouteTemplate(
        List<Segment> segments, boolean takesRest, Optional<RepoType> type, String namespace, String name, Via via) {
    static final String REST = "{path*}";
    static final String NAMESPACE = "{ns}";
    static final String NAME = "{name}";
    static final String TYPE = "type";

    RouteTemplate {
        segments = List.copyOf(segments);
    }

    /**
     * A segment: {@code prefix}, or {@code prefix + placeholder + suffix}. The placeholder is "type", "ns", "name" or
     * "revision"; without a pattern it takes any value.
     */
    record Segment(
            String prefix,
            @Nullable String placeholder,
            @Nullable Pattern pattern,
            String suffix) {
        private static final int LONGEST = 256;

        /** One with a pattern has at most {@value #LONGEST} characters. */
        Optional<String> valueIn(String text) {
            int end = text.length() - suffix.length();
            if (end <= prefix.length() || !text.startsWith(prefix) || !text.endsWith(suffix)) return Optional.empty();
            String value = text.substring(prefix.length(), end);
            boolean fits = pattern == null
                    || (value.length() <= LONGEST && pattern.matcher(value).matches());
            return fits ? Optional.of(value) : Optional.empty();
        }
    }

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
                    && segment.valueIn(path.segment(i)).isEmpty()) return false;
        }
        return !takesRest || !path.rest(fixed).isEmpty();
    }

    Routing routing(UrlPath path) {
        String ofNamespace = filled(namespace, path);
        String ofName = filled(name, path);
        RepoType ofType = type.or(() -> typeIn(path)).orElseThrow();
        Optional<RepoId> repo = RepoId.of(ofType, ofNamespace, ofName);
        if (repo.isEmpty()) {
            boolean isNamespace = RepoId.of(ofType, ofNamespace, "a").isEmpty();
            return new Routing(Optional.empty(), isNamespace ? ofNamespace : ofName);
        }
        String file = takesRest ? path.rest(segments.size()) : "";
        return new Routing(
                repo.map(
                        known -> new Target(known, file, value("revision", path).orElse(null), via)),
                "");
    }

    /** The type may be a plural, as in the hubs' URLs. */
    private Optional<RepoType> typeIn(UrlPath path) {
        return value(TYPE, path).flatMap(text -> RepoType.ofLabel(text.replaceFirst("s$", "")));
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
            if (placeholder.equals(segment.placeholder())) return segment.valueIn(path.segment(i));
        }
        return Optional.empty();
    }

    /** Split at raw "/"; a segment is percent-decoded once, on demand. */
    static final class UrlPath {
        private final String text;
        private final int[] starts;
        private final boolean hasEscapes;

        private UrlPath(String text, int[] starts) {
            this.text = text;
            this.starts = starts;
            this.hasEscapes = text.indexOf('%') >= 0;
        }

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

        String rest(int from) {
            return decoded(text.substring(starts[from]));
        }

        private static String decoded(String raw) {
            return raw.indexOf('%') < 0 ? raw : LogText.decoded(PercentDecoder.octets(raw));
        }
    }
}
