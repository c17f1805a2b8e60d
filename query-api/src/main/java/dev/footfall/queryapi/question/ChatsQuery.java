package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * The downloads of a repository that began in these hours and whose visitors are not forgotten yet: a page of them, and how
 * many there are. Answered by the owner of the partition alone.
 *
 * @param order their order
 * @param skip the number of downloads before the page
 * @param limit the most downloads of the page
 */
public record ChatsQuery(Lineage repo, HourSpan span, ChatOrder order, int skip, int limit)
        implements RepositoryQuery<ChatsQuery.Chats> {
    /**
     * A page of downloads, in order.
     *
     * @param total the number of all
     */
    public record Chats(long total, List<RepositorySession> page) {}

    @Override
    public LocalRead<Chats> answer(RepoId name, PartitionView view) {
        Collector<RepositorySession, ?, Chats> page = Collector.of(Found::new, Found::add, Found::and, Found::page);
        return view.state().sessions(name, span.firstDate(), span.lastDate(), page);
    }

    /** The downloads so far, of which no more are kept than the page needs. Used by one thread. */
    private final class Found {
        private final Comparator<RepositorySession> inOrder = order.comparator();
        private final PriorityQueue<RepositorySession> first = new PriorityQueue<>(inOrder.reversed());
        private long total;

        void add(RepositorySession session) {
            if (!span.contains(HourSpan.hour(session.first()))) return;
            total++;
            first.add(session);
            if (first.size() > (long) skip + limit) first.remove();
        }

        Found and(Found other) {
            first.addAll(other.first);
            total += other.total;
            return this;
        }

        Chats page() {
            return new Chats(
                    total,
                    repo.isAlone()
                            ? pageOf(first.stream())
                            : first.stream().sorted(inOrder).toList());
        }
    }

    /** Of several names each answers with all downloads up to the end of the page: the page is cut of all together. */
    @Override
    public Chats sum(Chats one, Chats other) {
        Stream<RepositorySession> all = Stream.concat(one.page().stream(), other.page().stream());
        return new Chats(
                one.total() + other.total(),
                all.sorted(order.comparator()).limit((long) skip + limit).toList());
    }

    @Override
    public Chats merge(List<Chats> parts) {
        Chats all = RepositoryQuery.super.merge(parts);
        return repo.isAlone() ? all : new Chats(all.total(), pageOf(all.page().stream()));
    }

    private List<RepositorySession> pageOf(Stream<RepositorySession> sessions) {
        return sessions.sorted(order.comparator()).skip(skip).limit(limit).toList();
    }
}
