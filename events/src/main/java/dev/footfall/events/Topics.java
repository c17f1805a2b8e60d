package dev.footfall.events;

import dev.footfall.events.TopicSpec.Creator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics of one log, and the names of everything else that its programs have in Kafka.
 *
 * @param prefix the beginning of each name, such as {@code footfall} in {@code footfall.likes.v1} and
 *     {@code footfall-decisions}; two logs of one Kafka have different ones
 */
public record Topics(String prefix) {
    public static final String ALLOWED_PREFIX =
            "words of a-z and 0-9, joined by - or ., at most 40 characters, without the word aggregator";

    private static final Pattern PREFIX = Pattern.compile("(?=.{1,40}$)[a-z0-9]+(?:[.-][a-z0-9]+)*");

    public static final Topics STANDARD = new Topics(TopicSpec.STANDARD_PREFIX);

    /**
     * The header of a record from another cluster: its log time there, milliseconds since 1970 in 8 bytes, big-endian. It
     * counts only where {@link TopicSpec#RESTORED} marks the record.
     */
    public static final String LOG_TIME_HEADER = "footfall-log-time";

    /** The key of the record in {@link TopicSpec#RESTORED} that says how far a move got; all others there are marks. */
    public static final String MOVE_KEY = "move";

    public Topics {
        if (!isPrefix(prefix))
            throw new IllegalArgumentException("the prefix of topics must be " + ALLOWED_PREFIX + ": " + prefix);
    }

    /** With "aggregator" in it, the name of a log's state could be that of another's. */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches() && !text.contains("aggregator");
    }

    public String name(TopicSpec spec) {
        return prefix + spec.ending();
    }

    /** The name of a group, of a state, or of transactions: {@code footfall-lines}. */
    public String id(String role) {
        return prefix + "-" + role;
    }

    public Topic topic(TopicSpec spec) {
        return new Topic(name(spec), spec);
    }

    /** Fails with a {@code NoSuchElementException} if the topic's writers share none. */
    public String transactionalId(TopicSpec spec) {
        return id(spec.transactions().orElseThrow());
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
