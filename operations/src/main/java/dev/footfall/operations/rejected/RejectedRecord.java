package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public record RejectedRecord(Place place, Instant time, RejectedEvent event) {
    /** The name of where the original came from: its topic, or the server whose log it was a line of. */
    public String from() {
        return event.origin() instanceof RejectedEvent.FromTopic original
                ? original.topic()
                : "log of " + ((RejectedEvent.FromLine) event.origin()).source();
    }

    /** The place of a record in the topic of rejected events; as text, partition and offset: {@code 3-4711}. */
    public record Place(int partition, long offset) {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

        public static Optional<Place> of(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return partition + "-" + offset;
        }
    }

    /** Not thread-safe. */
    public static final class Groups {
        /** Further ones are counted together. */
        private static final int MOST = 10_000;

        private final Map<Kind, Group> groups = new HashMap<>();
        private long others;

        private record Kind(String field, String error, String from) {}

        public record Group(long records, RejectedRecord sample, Instant last) {
            private Group plus(RejectedRecord record) {
                boolean isEarlier = record.time().isBefore(sample.time());
                boolean isLater = record.time().isAfter(last);
                return new Group(records + 1, isEarlier ? record : sample, isLater ? record.time() : last);
            }
        }

        public void add(RejectedRecord record) {
            var kind = new Kind(record.event().field(), record.event().error(), record.from());
            Optional<Group> known = Optional.ofNullable(groups.get(kind));
            if (known.isPresent()) groups.put(kind, known.get().plus(record));
            else if (groups.size() < MOST) groups.put(kind, new Group(1, record, record.time()));
            else others++;
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
}
