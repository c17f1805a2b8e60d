package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.Via;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Routes for the requests of a log that have none: the paths of hubs below a prefix, and those of {@link UrlForms}. Each is tried
 * on the whole sample before it is proposed, before the given ones: none that was routed changes its repository, it takes
 * nothing that it does not know, and no two repositories become one.
 */
final class RouteProposals {
    private static final int MOST_TRIED = 24;
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~@+:,!-]+)+");
    private static final String HUB = "hub";
    private static final String ROUTED = "routed";

    private final Map<RequestLine, RepoId> routed = new LinkedHashMap<>();
    private final Map<RequestLine, Long> unrouted;
    private final Map<RequestLine, Set<String>> families = new HashMap<>();
    private final Map<RepoId, String> owners = new HashMap<>();
    private final Set<RepoId> elsewhere = new HashSet<>();
    private final List<RouteProposal> proposals = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private Routes routes;

    private RouteProposals(Routes routes, Map<RequestLine, RepoId> routed, Map<RequestLine, Long> unrouted) {
        this.routes = routes;
        this.unrouted = new LinkedHashMap<>(unrouted);
        routed.forEach(this::keep);
    }

    /** A route to try; {@code form} is empty for the path before those of a hub. */
    private record RouteCandidate(String family, String prefix, Optional<UrlForm> form) {
        List<String> routes() {
            return form.map(known -> known.routes(prefix)).orElse(List.of(prefix));
        }

        boolean isLast() {
            return form.isPresent() && form.get().isLast();
        }
    }

    /** {@code routed} and {@code unrouted} are samples of the log's requests, as these routes take them. */
    static RouteProposals of(Routes routes, Map<RequestLine, RepoId> routed, Map<RequestLine, Long> unrouted) {
        var proposals = new RouteProposals(routes, routed, unrouted);
        proposals.candidates().stream().limit(MOST_TRIED).forEach(proposals::propose);
        return proposals;
    }

    List<RouteProposal> proposals() {
        return List.copyOf(proposals);
    }

    /** The requests that would still have no route. */
    Map<RequestLine, Long> unrouted() {
        return Map.copyOf(unrouted);
    }

    private void keep(RequestLine request, RepoId repo) {
        routed.put(request, repo);
        owners.put(repo, ROUTED);
        String root = '/' + repo.fullName();
        String path = request.path();
        if (!path.startsWith(root + '/') && !path.startsWith(root + ".git/")) elsewhere.add(repo);
    }

    /** The longest prefixes of hubs first, as one may contain another; then by requests. */
    private List<RouteCandidate> candidates() {
        var requests = new HashMap<RouteCandidate, Long>();
        unrouted.forEach((request, number) -> {
            for (RouteCandidate candidate : candidates(request)) {
                families.computeIfAbsent(request, any -> new HashSet<>()).add(candidate.family());
                requests.merge(candidate, number, Long::sum);
            }
        });
        Comparator<RouteCandidate> order = Comparator.comparing(
                        (RouteCandidate it) -> !it.family().equals(HUB))
                .thenComparing(RouteCandidate::isLast)
                .thenComparing(it -> it.family().equals(HUB) ? -it.prefix().length() : 0)
                .thenComparing(it -> -requests.getOrDefault(it, 0L))
                .thenComparing(RouteCandidate::prefix)
                .thenComparing(it -> it.routes().get(0));
        return requests.keySet().stream().sorted(order).toList();
    }

    /** The prefix of a hub, and the first form of all that know it. */
    private static List<RouteCandidate> candidates(RequestLine request) {
        var found = new ArrayList<RouteCandidate>();
        hubPrefix(request).ifPresent(prefix -> found.add(new RouteCandidate(HUB, prefix, Optional.empty())));
        List<String> segments = segments(request.path());
        List<UrlPath> below = IntStream.range(0, segments.size())
                .mapToObj(at -> UrlPath.split('/' + String.join("/", segments.subList(at, segments.size()))))
                .toList();
        for (UrlForm form : UrlForms.ALL) {
            OptionalInt start = form.prefix(segments, below);
            if (start.isEmpty()) continue;
            found.add(new RouteCandidate(form.family(), prefix(segments, start.getAsInt()), Optional.of(form)));
            break;
        }
        return found;
    }

    private static Optional<String> hubPrefix(RequestLine request) {
        UrlPath path = UrlPath.split(request.path());
        for (int at = 1; at + 2 < path.segments(); at++) {
            Optional<HubFile> file = HubPaths.file(path, request.query(), at);
            boolean isFile = file.isPresent()
                    && file.get().content().via() == Via.HTTP
                    && file.get().routing("").target().isPresent();
            String prefix = prefix(segments(request.path()), at);
            if (isFile && PREFIX.matcher(prefix).matches()) return Optional.of(prefix);
        }
        return Optional.empty();
    }

    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String prefix(List<String> segments, int length) {
        return length == 0 ? "" : '/' + String.join("/", segments.subList(0, length));
    }

    private void propose(RouteCandidate candidate) {
        if (candidate.isLast() && used.contains(candidate.family())) return;
        for (String route : candidate.routes()) {
            if (isProposed(candidate, route)) {
                used.add(candidate.family());
                return;
            }
        }
    }

    private boolean isProposed(RouteCandidate candidate, String route) {
        Routes tried = routes.after(List.of(route));
        for (Map.Entry<RequestLine, RepoId> one : routed.entrySet()) {
            if (!tried.repository(one.getKey()).equals(Optional.of(one.getValue()))) return false;
        }
        var taken = new LinkedHashMap<RequestLine, RepoId>();
        var names = new HashMap<RepoId, String>();
        for (RequestLine request : unrouted.keySet()) {
            Optional<RepoId> repo = tried.repository(request);
            if (repo.isEmpty()) continue;
            boolean isKnown = candidate.form().isEmpty()
                    || families.getOrDefault(request, Set.of()).contains(candidate.family());
            String name = owner(candidate, route, request, repo.get());
            String other = names.putIfAbsent(repo.get(), name);
            if (!isKnown || !isFree(repo.get(), name) || (other != null && !other.equals(name))) return false;
            taken.put(request, repo.get());
        }
        if (taken.isEmpty()) return false;
        accept(route, taken, names);
        routes = tried;
        return true;
    }

    private void accept(String route, Map<RequestLine, RepoId> taken, Map<RepoId, String> names) {
        long requests = taken.keySet().stream().mapToLong(unrouted::get).sum();
        proposals.add(new RouteProposal(route, requests, names.size()));
        names.forEach(owners::putIfAbsent);
        routed.putAll(taken);
        unrouted.keySet().removeAll(taken.keySet());
    }

    /** The names in a server's URLs by which its repositories are distinguished. */
    private static String owner(RouteCandidate candidate, String route, RequestLine request, RepoId repo) {
        String names = candidate.form().isEmpty()
                ? repo.key()
                : RouteTemplate.parse(route).names(UrlPath.split(request.path()));
        return String.join("\n", candidate.family(), candidate.prefix(), names);
    }

    /** A forge's releases and archives are of the repository that is cloned from the same place. */
    private boolean isFree(RepoId repo, String name) {
        String owner = owners.get(repo);
        boolean isOfForge = name.startsWith("forge\n\n") && ROUTED.equals(owner) && !elsewhere.contains(repo);
        return owner == null || owner.equals(name) || isOfForge;
    }
}
