package dev.footfall.dialects.category;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.http.VisibleRepositories.Candidate;
import dev.footfall.queryapi.question.RepositoryUsage;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The repositories of one category that a caller may see. A type has those that are registered or have counted events, any
 * other category those that are registered in it. They are shown in the order of their keys, and a part of them is held at a
 * time. What the caller may not see is left out before anything is asked about it. Used by one thread, for one request.
 */
final class CategoryMembers {
    static final int CATEGORY_PLACE = 2;

    static final Parameter CATEGORY = new Parameter(
            "category",
            ParameterPlace.PATH,
            "model, dataset or space, or a category that repositories are registered with.",
            Schema.text(1, 64).with("pattern", "^[a-z0-9_-]+$"));

    private final String category;
    private final QueryService service;
    private final VisibleRepositories known;
    private final LocalDate today;

    CategoryMembers(Request request, QueryService service) {
        this.category = category(request);
        this.service = service;
        this.known = new VisibleRepositories(service.state(), request.caller());
        this.today = service.today();
    }

    /** @throws HttpProblemException if there is none, or a partition cannot be reached */
    void forEach(Consumer<CategoryMember> visitor) {
        Iterator<Candidate> candidates = candidates().iterator();
        boolean isEmpty = true;
        var part = new ArrayList<Candidate>();
        int names = 0;
        while (candidates.hasNext()) {
            Candidate candidate = candidates.next();
            if (!known.isVisible(candidate)) continue;
            isEmpty = false;
            int more = known.renames().lineage(candidate.repo()).names().size();
            if (names + more > UsageQuery.MOST) {
                visit(part, visitor);
                names = 0;
            }
            part.add(candidate);
            names += more;
        }
        visit(part, visitor);
        if (isEmpty) throw noSuchCategory();
    }

    <T> Answer<T> answer(Function<AsOf, T> value) {
        return known.answer(value);
    }

    <T> T ask(PartitionQuery<T> query) {
        return known.whole(service.ask(query));
    }

    private void visit(List<Candidate> part, Consumer<CategoryMember> visitor) {
        if (part.isEmpty()) return;
        Map<RepoId, RepositoryUsage> usages = new HashMap<>();
        List<Lineage> repos =
                part.stream().map(Candidate::repo).map(known.renames()::lineage).toList();
        for (RepositoryUsage usage : ask(new UsageQuery(repos, today))) usages.put(usage.repo(), usage);
        for (Candidate one : part) {
            var none = new RepositoryUsage(one.repo(), DailyCounts.ZERO, 0, 0, List.of());
            RepositoryUsage usage = usages.getOrDefault(one.repo(), none);
            visitor.accept(new CategoryMember(name(one.repo()), one.repo(), one.registration(), usage));
        }
        part.clear();
    }

    private String name(RepoId repo) {
        return RepoType.ofLabel(category).isPresent() ? repo.fullName() : repo.mixedName();
    }

    private Stream<Candidate> candidates() {
        return RepoType.ofLabel(category)
                .map(type -> known.all(type, Optional.empty()))
                .orElseGet(() -> known.all(Category.of(category).orElseThrow(this::noSuchCategory)));
    }

    /** The same problem for an absent category and one without visible repositories. */
    private HttpProblemException noSuchCategory() {
        return known.notFound(service.answers(), "no such category");
    }

    static String category(Request request) {
        return request.segment(CategoryMembers.CATEGORY_PLACE);
    }

    static Operation operation(Operation operation, Response answer) {
        return Responses.orNotFound(Responses.numbers(operation.taking(CategoryMembers.CATEGORY), answer));
    }
}
