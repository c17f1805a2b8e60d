package dev.footfall.dialects;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.SeenRepository;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.http.stats.SearchEndpoint;
import dev.footfall.queryapi.question.DownloadSeries;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.question.SearchQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The <a href="https://huggingface.co/docs/hub/api">Hub API</a>'s lists and descriptions of repositories, as far as they are
 * counted and registered here: {@code downloads} are those of 30 days, {@code trendingScore} those of 7.
 */
record HuggingFaceDialect(Packages packages, RepoType type) {
    static final Dialect HUGGING_FACE = new Dialect(
            "hf",
            List.of(
                    "/api/{type}s",
                    "/api/{type}s/{name}",
                    "/api/{type}s/{namespace}/{name}",
                    "/api/{type}s/{name}/revision/{revision}",
                    "/api/{type}s/{namespace}/{name}/revision/{revision}"),
            HuggingFaceDialect::answer,
            HuggingFaceDialect::error);

    private static final int MONTH = 30;
    private static final int MOST = 1_000;
    private static final int MOST_SKIPPED = 10_000;

    private static final String TRENDING = "trendingScore";
    private static final String DOWNLOADS = "downloads";
    private static final Map<String, Comparator<HubEntry>> ORDERS = Map.of(
            TRENDING,
            Comparator.comparingLong(HubEntry::trendingScore),
            DOWNLOADS,
            Comparator.comparingLong(HubEntry::downloads),
            "likes",
            Comparator.comparingLong(HubEntry::likes),
            "createdAt",
            Comparator.comparing(HubEntry::createdAt),
            "lastModified",
            Comparator.comparing(HubEntry::lastModified));

    private static final QueryParameter<String> SORT = QueryParameter.word(
            "sort", "", TRENDING, List.of(TRENDING, DOWNLOADS, "likes", "createdAt", "lastModified"));
    private static final QueryParameter<Optional<String>> DIRECTION =
            QueryParameter.word("direction", "", List.of("-1"));
    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", "", MOST, 1, Integer.MAX_VALUE);
    private static final QueryParameter<Integer> CURSOR = QueryParameter.integer("cursor", "", 0, 0, MOST_SKIPPED);
    private static final QueryParameter<Optional<String>> AUTHOR = QueryParameter.text("author", "", 200);
    private static final QueryParameter<Optional<String>> SEARCH = QueryParameter.text("search", "", 200);

    /** The revisions as which a repository is described: the present one, by its names. */
    private static final Set<String> PRESENT = Set.of("main", "HEAD");

    /** They choose by facts that are not known here. */
    private static final Set<String> UNKNOWN = HubEntry.words(
            "filter pipeline_tag gated apps inference inference_provider num_parameters datasets models linked");

    private static Reply error(int status, String message) {
        return status == 404
                ? missing("Repo", "Repository not found")
                : Packages.json(status, Dialect.object("error", message));
    }

    private static Reply missing(String thing, String message) {
        return Packages.json(404, Dialect.object("error", message))
                .with("X-Error-Code", thing + "NotFound")
                .with("X-Error-Message", message);
    }

    private static Reply answer(Packages packages, List<String> path) {
        Optional<RepoType> type =
                path.size() < 2 || !path.get(0).equals("api") ? Optional.empty() : RepoType.ofPlural(path.get(1));
        var hub = new HuggingFaceDialect(packages, type.orElseThrow(Packages::nothing));
        List<String> name = path.subList(2, path.size());
        if (name.isEmpty()) return hub.list();
        int revision = name.subList(0, name.size() - 1).lastIndexOf("revision");
        if (revision < 1) return hub.described(String.join("/", name));
        Reply present = hub.described(String.join("/", name.subList(0, revision)));
        String asked = String.join("/", name.subList(revision + 1, name.size()));
        if (PRESENT.contains(asked) || present.status() != 200) return present;
        return missing("Revision", "Revision not found: only main and HEAD are known here");
    }

    private QueryService service() {
        return packages.service();
    }

    private QueryParameters query() {
        return packages.request().query();
    }

    private Period month() {
        return Period.endingAt(packages.today(), MONTH);
    }

    private Set<String> fields() {
        List<String> wanted = query().texts("expand");
        for (String field : wanted) {
            if (!HubEntry.EXPANDABLE.contains(field)) throw new BadParameter("expand", field, "a field of the Hub");
        }
        return wanted.isEmpty() ? HubEntry.STANDARD : Set.copyOf(wanted);
    }

    private Reply described(String name) {
        Set<String> fields = fields();
        Answer<Optional<HubEntry>> found = service()
                .repositories()
                .about(
                        packages.repository(name, type).filter(repo -> repo.type() == type),
                        packages.request().caller(),
                        seen -> series(List.of(seen.lineage())).map(one -> entry(seen, one.get(0))));
        return packages.reply(found, month(), some -> some.map(entry -> entry.fields(fields)));
    }

    private Reply list() {
        for (String parameter : UNKNOWN) {
            if (!query().has(parameter)) continue;
            String given = String.join(", ", query().texts(parameter));
            throw new BadParameter(parameter, given, "use author, search and sort instead");
        }
        DIRECTION.of(query()); // refuses others
        int skipped = CURSOR.of(query());
        int limit = Math.min(LIMIT.of(query()), MOST);
        Set<String> fields = fields();
        return packages.request()
                .with(
                        service().shares().categories(),
                        () -> packages.reply(page(skipped, limit + 1), month(), page -> {
                            Reply reply = Packages.json(
                                    200,
                                    page.stream()
                                            .limit(limit)
                                            .map(entry -> entry.fields(fields))
                                            .toList());
                            if (page.size() <= limit || skipped + limit > MOST_SKIPPED) return Optional.of(reply);
                            String next = packages.request().urlWith(CURSOR.name(), skipped + limit);
                            return Optional.of(reply.with("Link", "<" + next + ">; rel=\"next\""));
                        }));
    }

    /** Without an author and a search the list is a ranking, of those with downloads in its days. */
    private Answer<List<HubEntry>> page(int skipped, int most) {
        String sort = SORT.of(query());
        String author = AUTHOR.of(query()).orElse("");
        String search = SEARCH.of(QueryParameters.of(Map.of("search", String.join(" ", query().texts("search")))))
                .orElse("");
        if (author.isEmpty() && search.isEmpty()) return ranked(sort, skipped, most);
        Comparator<HubEntry> order =
                Optional.ofNullable(ORDERS.get(sort)).orElseThrow().reversed();
        return entries(author.isEmpty() ? searched(search) : owned(author, search))
                .map(all -> all.stream()
                        .sorted(order.thenComparing(HubEntry::repo))
                        .skip(skipped)
                        .limit(most)
                        .toList());
    }

    private Answer<List<HubEntry>> ranked(String sort, int skipped, int most) {
        if (!sort.equals(TRENDING) && !sort.equals(DOWNLOADS)) {
            throw new BadParameter("sort", sort, TRENDING + " or " + DOWNLOADS + " without author and search");
        }
        var period = Period.endingAt(packages.today(), sort.equals(TRENDING) ? HubEntry.WEEK : MONTH);
        return entries(packages.ranked(type, period, skipped + most)
                .map(rows ->
                        rows.stream().skip(skipped).map(row -> row.row().repo()).toList()));
    }

    private Answer<List<RepoId>> searched(String text) {
        var question = new SearchQuery(
                text,
                Optional.of(type),
                NameRule.WITHIN,
                ListPage.first(MOST),
                packages.request().caller());
        return new SearchEndpoint(service())
                .found(question)
                .map(hits -> hits.stream().map(SearchHit::repo).toList());
    }

    private Answer<List<RepoId>> owned(String author, String search) {
        var known =
                new VisibleRepositories(service().state(), packages.request().caller());
        List<String> words = List.of(search.toLowerCase(Locale.ROOT).split(" ", -1));
        List<RepoId> found = known.of(author).stream()
                .filter(repo -> repo.name().type() == type && words.stream().allMatch(word -> isIn(word, repo)))
                .map(Lineage::name)
                .toList();
        return known.answer(asOf -> found);
    }

    private static boolean isIn(String word, Lineage repo) {
        return repo.names().stream()
                .anyMatch(name -> name.fullName().toLowerCase(Locale.ROOT).contains(word));
    }

    private Answer<List<HubEntry>> entries(Answer<List<RepoId>> repos) {
        return repos.then(found -> found.value().isEmpty()
                ? new Answer.Complete<>(List.of(), found.asOf())
                : entries(found.value().stream()
                        .map(service().repositories()::lineage)
                        .toList()));
    }

    private Answer<List<HubEntry>> entries(List<Lineage> repos) {
        Period today = Period.endingAt(packages.today(), 1);
        return series(repos)
                .then(downloads -> service()
                        .repositories()
                        .summaries(repos, packages.request().caller(), today)
                        .map(summaries -> joined(downloads.value(), summaries)));
    }

    private Answer<List<DownloadSeries>> series(List<Lineage> repos) {
        Period days = month();
        return service()
                .state()
                .askOfMany(repos, some -> new DownloadSeriesQuery(some, days.start(), days.end(), Set.of()));
    }

    private HubEntry entry(SeenRepository seen, DownloadSeries series) {
        return new HubEntry(
                seen,
                series.downloads(),
                packages.today(),
                RepositoryLookup.registered(
                        () -> service().state().state().registrations().registration(seen.repo())));
    }

    private List<HubEntry> joined(List<DownloadSeries> downloads, List<Optional<SeenSummary>> summaries) {
        return IntStream.range(0, downloads.size())
                .boxed()
                .flatMap(i -> summaries.get(i).stream().map(one -> entry(one.seen(), downloads.get(i))))
                .toList();
    }
}
