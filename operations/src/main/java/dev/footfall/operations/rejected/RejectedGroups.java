package dev.footfall.operations.rejected;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public final class RejectedGroups {
    private static final int MOST = 10_000;

    private final Map<FaultKind, Group> groups = new HashMap<>();
    private long others;

    private record FaultKind(String field, String error, String from) {}

    public record Group(long records, RejectedRecord sample, Instant last) {
        private Group plus(RejectedRecord record) {
            boolean isEarlier = record.time().isBefore(sample.time());
            boolean isLater = record.time().isAfter(last);
            return new Group(records + 1, isEarlier ? record : sample, isLater ? record.time() : last);
        }
    }

    public void add(RejectedRecord record) {
        var kind = new FaultKind(record.event().field(), record.event().error(), record.from());
        boolean isFull = groups.size() == MOST && !groups.containsKey(kind);
        if (isFull) others++;
        else groups.merge(kind, new Group(1, record, record.time()), (known, one) -> known.plus(record));
    }

    public List<Group> all() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::records)
                        .reversed()
                        .thenComparing(group -> group.sample().place().toString()))
                .toList();
    }

    public long others() {
        return others;
    }
}
