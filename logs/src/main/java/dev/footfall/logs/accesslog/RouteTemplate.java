package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * {@code segments} are without a {@code {path*}} at the end, which {@code rest} is there for. At most one segment is
 * {@code {ns+}}, for one or more: the fewest that fit.
 */
record RouteTemplate(
        List<Segment> segments,
        Optional<Segment> rest,
        Optional<RepoType> type,
        String namespace,
        String name,
        Via via) {
    static final String REST = "path*";
    static final String DEEP_NAMESPACE = "ns+";
    static final String ANY = "*";
    static final String NAMESPACE = "{ns}";
    static final String NAME = "{name}";
    static final String TYPE = "type";
    private static final Pattern MARK = Pattern.compile("\\{(ns|name)}");

    RouteTemplate {
        segments = List.copyOf(segments);
    }

    /**
     * A segment: {@code prefix}, or {@code prefix + placeholder + suffix}. The placeholder is "type", "ns", "ns+", "name",
     * "revision" or "*"; without a pattern it takes any value. If its pattern has a group {@code v}, that is the value.
     */
    record Segment(
            String prefix,
            @Nullable String placeholder,
            @Nullable Pattern pattern,
            String suffix) {
        private static final int LONGEST = 256;

        private static boolean isPart(Pattern pattern) {
            return pattern.pattern().contains("(?<v>");
        }

        Optional<String> valueIn(String text) {
            int end = text.length() - suffix.length();
            if (end <= prefix.length() || !text.startsWith(prefix) || !text.endsWith(suffix)) return Optional.empty();
            String value = text.substring(prefix.length(), end);
            if (pattern == null) return Optional.of(value);
            Matcher matcher = pattern.matcher(value.length() <= LONGEST ? value : "");
            if (!matcher.matches()) return Optional.empty();
            return Optional.of(isPart(pattern) ? String.valueOf(matcher.group("v")) : value);
        }
    }

    /** Reads {@code PATH=TYPE:NS/NAME}; an IllegalArgumentException names the template and what is wrong with it. */
    static RouteTemplate parse(String template) {
        return new RouteTemplateParser(template).parse();
    }

    boolean matches(UrlPath path) {
        return extra(path) >= 0;
    }

    /** The number of segments that {@code {ns+}} takes beyond one; negative where the template does not match. */
    private int extra(UrlPath path) {
        int beyond = path.segments() - segments.size();
        if (rest.isPresent()) beyond--;
        if (beyond < 0) return -1;
        if (deep() < 0) return (rest.isPresent() || beyond == 0) && fits(path, 0) ? 0 : -1;
        for (int extra = rest.isPresent() ? 0 : beyond; extra <= beyond; extra++) {
            if (fits(path, extra)) return extra;
        }
        return -1;
    }

    private int deep() {
        for (int i = 0; i < segments.size(); i++) {
            if (DEEP_NAMESPACE.equals(segments.get(i).placeholder())) return i;
        }
        return -1;
    }

    private boolean fits(UrlPath path, int extra) {
        int deep = extra == 0 ? segments.size() : deep();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.placeholder() == null && !path.isSegment(i > deep ? i + extra : i, segment.prefix()))
                return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).placeholder() != null && valueAt(i, path, extra).isEmpty()) return false;
        }
        return rest.isEmpty() || fileIn(path, extra).isPresent();
    }

    private Optional<String> fileIn(UrlPath path, int extra) {
        return rest.flatMap(segment -> segment.valueIn(path.rest(segments.size() + extra)));
    }

    /** Of several segments the values are joined by ".". */
    private Optional<String> valueAt(int index, UrlPath path, int extra) {
        Segment segment = segments.get(index);
        int deep = extra == 0 ? segments.size() : deep();
        if (index != deep) return segment.valueIn(path.segment(index > deep ? index + extra : index));
        var joined = new StringJoiner(".");
        for (int i = index; i <= index + extra; i++) {
            Optional<String> value = segment.valueIn(path.segment(i));
            if (value.isEmpty()) return value;
            joined.add(value.get());
        }
        return Optional.of(joined.toString());
    }

    Routing routing(UrlPath path) {
        int extra = extra(path);
        RepoType ofType = type.or(() -> typeIn(path, extra)).orElseThrow();
        var content = new HubContent(
                fileIn(path, extra).orElse(""), value("revision", path, extra).orElse(null), via);
        return Routing.of(ofType, filled(namespace, path, extra), filled(name, path, extra), content);
    }

    /** The type may be a plural, as in the hubs' URLs. */
    private Optional<RepoType> typeIn(UrlPath path, int extra) {
        return value(TYPE, path, extra).flatMap(text -> RepoType.ofLabel(text.replaceFirst("s$", "")));
    }

    /** In one pass: a value may look like a placeholder. */
    private String filled(String text, UrlPath path, int extra) {
        if (text.indexOf('{') < 0) return text;
        Function<String, String> value = mark -> value(mark.substring(1, mark.length() - 1), path, extra)
                .or(() -> value(DEEP_NAMESPACE, path, extra))
                .orElseThrow();
        if (text.equals(NAMESPACE) || text.equals(NAME)) return value.apply(text);
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(value.apply(mark.group())));
    }

    /** The values of its namespace and name as the path has them, which tell repositories apart whatever they are called. */
    String names(UrlPath path) {
        int extra = extra(path);
        var names = new StringJoiner("/");
        for (int i = 0; i < segments.size(); i++) {
            String placeholder = segments.get(i).placeholder();
            if ("ns".equals(placeholder) || "name".equals(placeholder)) {
                names.add(valueAt(i, path, extra).orElseThrow());
            } else if (DEEP_NAMESPACE.equals(placeholder)) {
                for (int at = i; at <= i + extra; at++) names.add(path.segment(at));
            }
        }
        return names.toString();
    }

    private Optional<String> value(String placeholder, UrlPath path, int extra) {
        for (int i = 0; i < segments.size(); i++) {
            if (placeholder.equals(segments.get(i).placeholder())) return valueAt(i, path, extra);
        }
        return Optional.empty();
    }

    private static final class RouteTemplateParser {
        private static final Pattern TYPES = Pattern.compile("(model|dataset|space)s?");
        private static final Set<String> PLACEHOLDERS =
                Set.of(RouteTemplate.TYPE, "ns", RouteTemplate.DEEP_NAMESPACE, "name", "revision", RouteTemplate.ANY);

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
            String last = all.get(all.size() - 1);
            boolean takesRest = last.startsWith('{' + RouteTemplate.REST) && last.endsWith("}");
            var segments = new ArrayList<Segment>();
            for (String text : takesRest ? all.subList(0, all.size() - 1) : all) segments.add(segment(text));
            Optional<Segment> rest = takesRest ? Optional.of(rest(last)) : Optional.empty();
            return repository(template.substring(equals + 1), segments, rest, via(path));
        }

        private RouteTemplate repository(String text, List<Segment> segments, Optional<Segment> rest, Via via) {
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
            return new RouteTemplate(segments, rest, type, namespace, name, via);
        }

        private String sample(String text) {
            boolean hasNamespace = known.contains("ns") || known.contains(RouteTemplate.DEEP_NAMESPACE);
            String sample = hasNamespace ? text.replace(RouteTemplate.NAMESPACE, "a") : text;
            return known.contains("name") ? sample.replace(RouteTemplate.NAME, "a") : sample;
        }

        private Segment rest(String text) {
            String inside = text.substring(1 + RouteTemplate.REST.length(), text.length() - 1);
            if (inside.isEmpty()) return new Segment("", RouteTemplate.REST, null, "");
            if (!inside.startsWith(":")) throw fault(text + " is not {path*}");
            return new Segment("", RouteTemplate.REST, pattern(inside.substring(1)), "");
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
                throw fault(
                        "{" + placeholder + "} is not one of {type}, {ns}, {ns+}, {name}, {revision}, {*}, {path*}");
            }
            if (!placeholder.equals(RouteTemplate.ANY)) once(placeholder);
            if (placeholder.equals(RouteTemplate.TYPE) && colon >= 0) throw fault("{type} has no regular expression");
            Pattern pattern = colon < 0 ? null : pattern(inside.substring(colon + 1));
            if (placeholder.equals(RouteTemplate.TYPE)) pattern = TYPES;
            return new Segment(text.substring(0, open), placeholder, pattern, text.substring(close + 1));
        }

        private void once(String placeholder) {
            boolean isNamespace = placeholder.equals("ns") || placeholder.equals(RouteTemplate.DEEP_NAMESPACE);
            boolean isFirst = known.add(placeholder);
            boolean isSecond = isNamespace && known.contains("ns") && known.contains(RouteTemplate.DEEP_NAMESPACE);
            if (!isFirst || isSecond) throw fault("{" + placeholder + "} occurs twice");
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
