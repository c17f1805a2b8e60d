package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.ingest.accesslog.RouteTemplate.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one route template, and says what is wrong with it. */
final class RouteTemplateParser {
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
