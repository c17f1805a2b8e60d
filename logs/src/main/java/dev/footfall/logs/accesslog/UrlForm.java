package dev.footfall.logs.accesslog;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A form of the URLs of a family of servers: a route below some prefix. {@code isAtRoot}: below none; {@code isLast}: used only
 * if no other of its family is.
 */
record UrlForm(String family, boolean isAtRoot, boolean isLast, String route, RouteTemplate bare) {
    private static final String LACKING = "$";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._~@+:,!-]+");

    /** The beginnings of the groups of Maven's artifacts. */
    private static final Set<String> GROUPS = Set.of(
            "org",
            "com",
            "net",
            "io",
            "dev",
            "de",
            "edu",
            "gov",
            "me",
            "uk",
            "fr",
            "eu",
            "cn",
            "ru",
            "jp",
            "ch",
            "nl",
            "at",
            "it",
            "info",
            "biz",
            "co",
            "us",
            "tech",
            "app",
            "ai",
            "br",
            "pl",
            "se",
            "no",
            "fi",
            "cz",
            "kr",
            "in",
            "ca",
            "au",
            "androidx",
            "android",
            "javax",
            "jakarta");

    private static final Set<String> MAVEN_ROOTS = Set.of("maven", "maven2", "m2", "releases", "public");

    /** Reads "FAMILY WHERE ROUTE". */
    static UrlForm of(String line) {
        List<String> words = List.of(line.split(" "));
        String route = words.get(2);
        var bare = RouteTemplate.parse(route.replace(LACKING, words.get(0)));
        return new UrlForm(
                words.get(0), words.get(1).equals("root"), words.get(1).equals("last"), route, bare);
    }

    /** The routes to try below a prefix, which is "" or begins with "/": they differ in the namespace of names without one. */
    List<String> routes(String prefix) {
        if (!route.contains(LACKING)) return List.of(prefix + route);
        String last = prefix.substring(prefix.lastIndexOf('/') + 1);
        boolean isNamedAfterPrefix = family.equals("debian"); // one layout of many distributions
        List<String> namespaces =
                last.isEmpty() ? List.of(family) : isNamedAfterPrefix ? List.of(last, family) : List.of(family, last);
        return namespaces.stream()
                .map(namespace -> prefix + route.replace(LACKING, namespace))
                .toList();
    }

    /**
     * The number of segments of the prefix, the shortest, below which the path has this form; {@code below} has the path
     * without so many of its first segments.
     */
    OptionalInt prefix(List<String> segments, List<UrlPath> below) {
        return starts(segments)
                .filter(at -> isBelow(below.get(at)))
                .filter(at -> segments.subList(0, at).stream()
                        .allMatch(segment -> PREFIX.matcher(segment).matches()))
                .findFirst();
    }

    private boolean isBelow(UrlPath path) {
        return bare.matches(path) && bare.routing(path).target().isPresent();
    }

    private IntStream starts(List<String> segments) {
        if (isAtRoot) return IntStream.of(0);
        return family.equals("maven") ? mavenStart(segments) : IntStream.range(0, segments.size());
    }

    /** GROUP/…/ARTIFACT/VERSION/ARTIFACT-VERSION.jar: the group begins where a domain does. */
    private static IntStream mavenStart(List<String> segments) {
        int artifact = segments.size() - 3;
        if (artifact < 1 || !segments.get(segments.size() - 1).startsWith(segments.get(artifact) + '-'))
            return IntStream.empty();
        int start = 0;
        while (start < artifact && !GROUPS.contains(segments.get(start))) start++;
        if (start < artifact) return IntStream.of(start);
        for (int i = 0; i + 1 < artifact; i++) {
            if (MAVEN_ROOTS.contains(segments.get(i))) return IntStream.of(i + 1);
        }
        return IntStream.of(0);
    }
}
