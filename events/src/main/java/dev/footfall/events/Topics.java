package dev.footfall.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics of one log, their names and the settings that the counting depends on.
 *
 * @param prefix the beginning of each name: empty, or lower-case letters, digits and a full stop
 */
public record Topics(String prefix) {
    private static final Pattern PREFIX = Pattern.compile("(?:[a-z0-9]+\\.)?");

    /** The topics of the only log of a Kafka, without a prefix. */
    public static final Topics STANDARD = new Topics("");

    /** Every file request, forever: the truth that all numbers are made from. */
    public static final String DOWNLOAD_EVENTS = "footfall.download-events.v1";

    /** The full state of each repository, compacted. */
    public static final String REPOSITORIES = "footfall.repositories.v1";

    /** Every like and unlike, forever. */
    public static final String LIKES = "footfall.likes.v1";

    /** The topic of inputs that could not be read, with their origin. */
    public static final String REJECTED = "footfall.rejected.v1";

    /** The marks of partitions whose first records came from another cluster, compacted. */
    public static final String RESTORED = "footfall.restored.v1";

    /** The states that are counted beside the main one, and which of them answers, compacted. */
    public static final String STATES = "footfall.states.v1";

    /** The days of repositories of which numbers were corrected, forever. */
    public static final String CORRECTIONS = "footfall.corrections.v1";

    /** Days that need no events any more, one record for each of a repository, compacted. */
    public static final String SEALED_DAYS = "footfall.sealed-days.v1";

    /** The spikes whose message was delivered, compacted. */
    public static final String SPIKES = "footfall.spikes.v1";

    /** The keys of the visitors of days that may still get events, compacted; destroyed with the days. */
    public static final String VISITOR_KEYS = "footfall.visitor-keys.v1";

    /** The names of the users for whom ids stand, compacted; a name leaves it when its user is erased. */
    public static final String USERS = "footfall.users.v1";

    /** The words of operators about gaps of sources, compacted. */
    public static final String GAPS = "footfall.gaps.v1";

    /**
     * The header of a record from another cluster: its log time there, milliseconds since 1970 in 8 bytes, the highest
     * first. It counts within what {@link #RESTORED} marks, and nowhere else.
     */
    public static final String LOG_TIME_HEADER = "footfall-log-time";

    /** The age at which a segment of what may be erased is closed by the next record. */
    public static final Duration SEGMENT_AGE = Duration.ofMinutes(10);

    /** The setting that has each record of a topic forced to the disk: for facts that come one by one. */
    public static final String FORCE = "flush.messages";

    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix of topics is not of a-z and 0-9 and a full stop: " + prefix);
        }
    }

    /** {@value #DOWNLOAD_EVENTS} of this log. */
    public String downloadEvents() {
        return prefix + DOWNLOAD_EVENTS;
    }

    /** {@value #REPOSITORIES} of this log. */
    public String repositories() {
        return prefix + REPOSITORIES;
    }

    /** {@value #LIKES} of this log. */
    public String likes() {
        return prefix + LIKES;
    }

    /** {@value #REJECTED} of this log. */
    public String rejected() {
        return prefix + REJECTED;
    }

    /** {@value #RESTORED} of this log. */
    public String restored() {
        return prefix + RESTORED;
    }

    /** {@value #STATES} of this log. */
    public String states() {
        return prefix + STATES;
    }

    /** The transactional id of whoever decides about states. */
    public String decider() {
        return prefix + "footfall-decisions";
    }

    /** {@value #CORRECTIONS} of this log. */
    public String corrections() {
        return prefix + CORRECTIONS;
    }

    /** {@value #SEALED_DAYS} of this log. */
    public String sealedDays() {
        return prefix + SEALED_DAYS;
    }

    /** {@value #VISITOR_KEYS} of this log. */
    public String visitorKeys() {
        return prefix + VISITOR_KEYS;
    }

    /** The transactional id of whoever writes to {@link #visitorKeys()}. */
    public String keyWriter() {
        return prefix + "footfall-visitor-keys";
    }

    /** {@value #SPIKES} of this log. */
    public String spikes() {
        return prefix + SPIKES;
    }

    /** The transactional id of whoever writes to {@link #spikes()}. */
    public String spikeWriter() {
        return prefix + "footfall-spikes";
    }

    /** {@value #USERS} of this log. */
    public String users() {
        return prefix + USERS;
    }

    /** The transactional id of whoever writes to {@link #users()}. */
    public String nameWriter() {
        return prefix + "footfall-users";
    }

    /** {@value #GAPS} of this log. */
    public String gaps() {
        return prefix + GAPS;
    }

    /** The transactional id of whoever writes to {@link #gaps()}. */
    public String gapWriter() {
        return prefix + "footfall-gaps";
    }

    /**
     * The facts that an export of the log takes, in its order: sealed days name offsets of events, so they come first.
     */
    public List<Topic> moved() {
        return Stream.of(
                        Stream.of(ofSealedDays()),
                        ofRepositories().stream(),
                        Stream.of(ofKeys(), ofUsers(), ofGaps()),
                        ofDecisions().stream(),
                        Stream.of(ofSpikes()))
                .flatMap(Function.identity())
                .toList();
    }

    /** Topics whose records nothing can make again. */
    public List<Topic> facts() {
        return Stream.concat(moved().stream(), Stream.of(ofMarks())).toList();
    }

    /** Every topic of a log: {@link #facts} and those that are made of them; some exist only once needed. */
    public List<Topic> every() {
        return Stream.concat(facts().stream(), Stream.of(ofRejected(), DailyRowsTopic.of(this)))
                .toList();
    }

    /** The topic of the marks, of one partition: it is there in a log that was moved, and in no other. */
    public Topic ofMarks() {
        return shared(restored(), TopicSettings.COMPACT);
    }

    /**
     * The topic of keys, of one partition. Segments are closed and cleaned soon, so that a destroyed key leaves the disks
     * with the next records and not in a week.
     */
    public Topic ofKeys() {
        return shared(visitorKeys(), TopicSettings.FORGETFUL);
    }

    /** The topic of users' names, of one partition. An erased name leaves the disks as a destroyed key does. */
    public Topic ofUsers() {
        return shared(users(), TopicSettings.FORGETFUL);
    }

    /** The topic of what was said about gaps, of one partition: the last word is the same for all. */
    public Topic ofGaps() {
        return shared(gaps(), TopicSettings.COMPACT_BY_LOG_TIME);
    }

    /** The topics of decisions, of one partition each: what is decided is in one order. */
    public List<Topic> ofDecisions() {
        return List.of(shared(states(), TopicSettings.COMPACT), shared(corrections(), TopicSettings.FOREVER));
    }

    /** The topic of delivered spikes, of one partition: it is there where a webhook was set. */
    public Topic ofSpikes() {
        return shared(spikes(), TopicSettings.COMPACT);
    }

    /**
     * The topic of sealed days, of as many partitions as the log: it is there once days were sealed. A reader passes over it
     * twice, so nothing is compacted meanwhile.
     */
    public Topic ofSealedDays() {
        return new Topic(sealedDays(), TopicSettings.forced(TopicSettings.COMPACT_LATER));
    }

    /** Tells the download events of any log from other topics. */
    public static boolean areDownloadEvents(String topic) {
        return topic.endsWith(DOWNLOAD_EVENTS);
    }

    /** Tells the sealed days of any log from other topics. */
    public static boolean areSealedDays(String topic) {
        return topic.endsWith(SEALED_DAYS);
    }

    /** All topics that a log has from its beginning. */
    public List<Topic> made() {
        return Stream.concat(all().stream(), Stream.of(ofKeys(), ofUsers(), ofGaps()))
                .toList();
    }

    /** The topics by repository; each has the same number of partitions. */
    public List<Topic> all() {
        return Stream.concat(ofRepositories().stream(), Stream.of(ofRejected())).toList();
    }

    private List<Topic> ofRepositories() {
        return List.of(
                new Topic(downloadEvents(), TopicSettings.FOREVER),
                new Topic(repositories(), TopicSettings.COMPACT_BY_LOG_TIME),
                new Topic(likes(), TopicSettings.FOREVER));
    }

    private static Topic shared(String name, Map<String, String> settings) {
        return new Topic(name, TopicSettings.forced(settings), false);
    }

    private Topic ofRejected() {
        return new Topic(rejected(), TopicSettings.A_MONTH);
    }
}
