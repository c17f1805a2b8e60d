package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.RepositoryQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The downloads of a repository, by the users of a group if there is one, that began in these hours and whose visitors are not forgotten yet: a page of them, and
 * how many there are. Answered by the owner of the partition alone.
 */
public record ChatsQuery(Lineage repo, HourSpan span, ChatOrder order, int skip, int limit, Optional<Set<String>> group)
        implements RepositoryQuery<ChatsQuery.Chats> {
    /** A page of downloads, in order. {@code total}: the number of all. */
    public record Chats(long total, List<NamedSession> page) {}

    @Override
    public LocalRead<Chats> answer(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        Collector<RepositorySession, ?, Chats> found = Collectors.filtering(
                session -> span.contains(HourSpan.hour(session.first())),
                Collectors.mapping(
                        session -> new NamedSession(session, users.name(session).orElse("")),
                        Collectors.filtering(
                                session -> group.isEmpty() || group.get().contains(session.user()),
                                Collectors.teeing(Collectors.counting(), first(), Chats::new))));
        return view.state().days().sessions(name, span.firstDate(), span.lastDate(), found);
    }

    /** Keeps no more than it needs. */
    private Collector<NamedSession, ?, List<NamedSession>> first() {
        int most = (int) Math.min((long) skip + limit, Integer.MAX_VALUE);
        return Collector.of(
                () -> new TopK<>(most, order.comparator()),
                TopK::offer,
                (one, other) -> {
                    other.ranked().forEach(one::offer);
                    return one;
                },
                top -> repo.isAlone() ? pageOf(top.ranked().stream()) : top.ranked());
    }

    /** Each name answers with all downloads up to the end of the page; the page is cut from the merged list. */
    @Override
    public Chats sum(Chats one, Chats other) {
        Stream<NamedSession> all = Stream.concat(one.page().stream(), other.page().stream());
        return new Chats(
                one.total() + other.total(),
                all.sorted(order.comparator()).limit((long) skip + limit).toList());
    }

    @Override
    public Chats merge(List<Chats> parts) {
        Chats all = RepositoryQuery.super.merge(parts);
        return repo.isAlone() ? all : new Chats(all.total(), pageOf(all.page().stream()));
    }

    private List<NamedSession> pageOf(Stream<NamedSession> sessions) {
        return sessions.sorted(order.comparator()).skip(skip).limit(limit).toList();
    }
}
