package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code segments} are without a {@code {path*}} at the end ({@code takesRest}). */
record RouteTemplate(
        List<Segment> segments, boolean takesRest, Optional<RepoType> type, String namespace, String name, Via via) {
    static final String REST = "{path*}";
    static final String NAMESPACE = "{ns}";
    static final String NAME = "{name}";
    static final String TYPE = "type";
    private static final Pattern MARK = Pattern.compile("\\{(ns|name)}");

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
        String file = takesRest ? path.rest(segments.size()) : "";
        var content = new HubFile.HubContent(file, value("revision", path).orElse(null), via);
        return Routing.of(ofType, ofNamespace, ofName, content);
    }

    /** The type may be a plural, as in the hubs' URLs. */
    private Optional<RepoType> typeIn(UrlPath path) {
        return value(TYPE, path).flatMap(text -> RepoType.ofLabel(text.replaceFirst("s$", "")));
    }

    /** In one pass: a value may look like a placeholder. */
    private String filled(String text, UrlPath path) {
        if (text.indexOf('{') < 0) return text;
        Function<String, String> value =
                mark -> value(mark.substring(1, mark.length() - 1), path).orElseThrow();
        if (text.equals(NAMESPACE) || text.equals(NAME)) return value.apply(text);
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(value.apply(mark.group())));
    }

    private Optional<String> value(String placeholder, UrlPath path) {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (placeholder.equals(segment.placeholder())) return segment.valueIn(path.segment(i));
        }
        return Optional.empty();
    }

    private static final class RouteTemplateParser {
        private static final Pattern TYPES = Pattern.compile("(model|dataset|space)s?");
        private static final Set<String> PLACEHOLDERS = Set.of(RouteTemplate.TYPE, "ns", "name", "revision");

        private final String template;
        private final Set<String> known = new HashSet<>();

        RouteTemplateParser(String template) {
            this.template = template;
        }

        RouteTemplate parse() {
            int equals = template.lastIndexOf('=');
            if (equals < 0) {
                throw fault(
                        "has no \"=\"; a route is PATH=TYPE:NS/NAME, or a path without braces before those of a hub");
            }
            String path = UrlPath.merged(template.substring(0, equals));
            if (!path.startsWith("/")) throw fault("its path must start with \"/\"");
            boolean hasQuery = path.replaceAll("\\{[^/]*}", "").contains("?");
            if (hasQuery) throw fault("a path has no \"?\": query strings are dropped");
            List<String> all = List.of(path.substring(1).split("/", -1));
            boolean takesRest = all.get(all.size() - 1).equals(RouteTemplate.REST);
            var segments = new ArrayList<Segment>();
            for (String text : takesRest ? all.subList(0, all.size() - 1) : all) segments.add(segment(text));
            return repository(template.substring(equals + 1), segments, takesRest, via(path));
        }

        private RouteTemplate repository(String text, List<Segment> segments, boolean takesRest, Via via) {
            int colon = text.indexOf(':');
            int slash = text.indexOf('/', colon + 1);
            if (colon < 0 || slash < 0) throw fault("must end in TYPE:NS/NAME");
            String label = text.substring(0, colon);
            Optional<RepoType> type = RepoType.ofLabel(label);
            if (type.isEmpty() && !(label.equals("{type}") && known.contains(RouteTemplate.TYPE)))
                throw fault("its type must be model, dataset, space or the {type} of its path");
            String namespace = text.substring(colon + 1, slash);
            String name = text.substring(slash + 1);
            if (RepoId.of(RepoType.MODEL, sample(namespace), sample(name)).isEmpty()) {
                throw fault(
                        "its NS and NAME must be 1 to 96 characters of A-Z a-z 0-9 . _ - each, or contain a {ns} or "
                                + "{name} of its path");
            }
            return new RouteTemplate(segments, takesRest, type, namespace, name, via);
        }

        private String sample(String text) {
            String sample = known.contains("ns") ? text.replace(RouteTemplate.NAMESPACE, "a") : text;
            return known.contains("name") ? sample.replace(RouteTemplate.NAME, "a") : sample;
        }

        private Segment segment(String text) {
            int open = text.indexOf('{');
            int close = text.lastIndexOf('}'); // a pattern may have braces
            if (open < 0 && close < 0) return new Segment(text, null, null, "");
            if (open < 0 || close < open) throw fault("\"" + text + "\" has an unpaired brace");
            String inside = text.substring(open + 1, close);
            int colon = inside.indexOf(':');
            String placeholder = colon < 0 ? inside : inside.substring(0, colon);
            if (placeholder.equals("path*")) throw fault("{path*} must be the last segment, alone");
            if (placeholder.indexOf('}') >= 0)
                throw fault("\"" + text + "\" has more than one placeholder in a segment");
            if (!PLACEHOLDERS.contains(placeholder)) {
                throw fault("{" + placeholder + "} is not one of {type}, {ns}, {name}, {revision}, {path*}");
            }
            if (!known.add(placeholder)) throw fault("{" + placeholder + "} occurs twice");
            if (placeholder.equals(RouteTemplate.TYPE) && colon >= 0) throw fault("{type} has no regular expression");
            Pattern pattern = colon < 0 ? null : pattern(inside.substring(colon + 1));
            if (placeholder.equals(RouteTemplate.TYPE)) pattern = TYPES;
            return new Segment(text.substring(0, open), placeholder, pattern, text.substring(close + 1));
        }

        private Pattern pattern(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw fault("\"" + text + "\" is not a valid regular expression: " + e.getDescription());
            }
        }

        private static Via via(String path) {
            if (path.endsWith("/git-upload-pack")) return Via.GIT;
            boolean isLfs = path.contains("/info/lfs/objects") || path.contains("/gitlab-lfs/objects");
            return isLfs ? Via.LFS : Via.HTTP;
        }

        private IllegalArgumentException fault(String what) {
            return new IllegalArgumentException("route \"" + template + "\": " + what);
        }
    }
}
