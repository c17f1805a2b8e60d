package dev.footfall.standalone.demo;

import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The models of the demo that are registered, as public as the others: their names are {@code family-size-flavour}, and the
 * flavour is their category.
 */
final class DemoRegistrations {
    private static final Map<String, String> CATEGORIES = Map.of(
            "chat", "text_generation",
            "instruct", "text_generation",
            "code", "text_generation",
            "vision", "vision",
            "embed", "embedding");
    private static final Instant MADE = Instant.parse("2025-01-01T00:00:00Z");

    private DemoRegistrations() {}

    static List<RepositoryEvent> of(List<DemoRepository> repositories) {
        return repositories.stream()
                .map(DemoRepository::repo)
                .filter(repo -> repo.type() == RepoType.MODEL)
                .flatMap(repo -> registration(repo).stream())
                .toList();
    }

    private static Optional<RepositoryEvent> registration(RepoId repo) {
        String[] words = repo.name().split("-", -1);
        String flavour = words[2];
        return Optional.ofNullable(CATEGORIES.get(flavour))
                .flatMap(Category::of)
                .map(category -> {
                    var details = new RepositoryEvent.Details(
                            List.of(flavour, words[0]),
                            Optional.of(words[0]),
                            OptionalLong.of(parameters(words[1])),
                            Optional.of(MADE),
                            Optional.of(category));
                    return new RepositoryEvent(repo, MADE, false, false, false, details);
                });
    }

    /** The number that a size such as {@code 1.5B} stands for. */
    private static long parameters(String size) {
        int end = size.length() - 1;
        return new BigDecimal(size.substring(0, end))
                .scaleByPowerOfTen(size.charAt(end) == 'B' ? 9 : 6)
                .longValueExact();
    }
}
