package dev.footfall.events;

import dev.footfall.events.TopicSpec.Creator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The topics of one log. {@code prefix} begins each name: empty, or lower-case letters, digits and a full stop. */
public record Topics(String prefix) {
    private static final Pattern PREFIX = Pattern.compile("(?:[a-z0-9]+\\.)?");

    public static final Topics STANDARD = new Topics("");

    /**
     * The header of a record from another cluster: its log time there, milliseconds since 1970 in 8 bytes, big-endian. It
     * counts only where {@link TopicSpec#RESTORED} marks the record.
     */
    public static final String LOG_TIME_HEADER = "footfall-log-time";

    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "the prefix of topics must be characters of a-z and 0-9 and a " + "full stop: " + prefix);
        }
    }

    public String name(TopicSpec spec) {
        return prefix + spec.topic();
    }

    public Topic topic(TopicSpec spec) {
        return new Topic(name(spec), spec);
    }

    /** Fails with a {@code NoSuchElementException} if the topic's writers share none. */
    public String transactionalId(TopicSpec spec) {
        return prefix + spec.transactionalId().orElseThrow();
    }

    /** All topics; some exist only once needed. */
    public List<Topic> all() {
        return those(spec -> true);
    }

    public List<Topic> those(Predicate<TopicSpec> wanted) {
        return Stream.of(TopicSpec.values()).filter(wanted).map(this::topic).toList();
    }

    public List<Topic> createdBy(Creator creator) {
        return those(spec -> spec.isCreatedBy(creator));
    }

    /** The topics by repository that a log has from its beginning; each has the same number of partitions. */
    public List<Topic> ofRepositories() {
        return those(spec -> spec.isPartitioned() && spec.isCreatedBy(Creator.SETUP));
    }
}
