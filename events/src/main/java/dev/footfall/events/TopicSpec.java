package dev.footfall.events;

import static dev.footfall.events.TopicSpec.Content.DERIVED;
import static dev.footfall.events.TopicSpec.Content.FACTS;
import static dev.footfall.events.TopicSpec.Content.MARKS;
import static dev.footfall.events.TopicSpec.Creator.ANSWERING_NODE;
import static dev.footfall.events.TopicSpec.Creator.FEATURE;
import static dev.footfall.events.TopicSpec.Creator.SETUP;
import static dev.footfall.events.TopicSpec.Partitions.BY_REPOSITORY;
import static dev.footfall.events.TopicSpec.Partitions.ONE;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The topics of a log. Creation, checks, export, docs/asyncapi.yaml and the table of topics in docs follow from this list.
 *
 * <p>The order is that of an exported log: sealed days name offsets of events, so they come first.
 */
@SuppressWarnings("ImmutableEnumChecker") // the settings and creators are copied into immutable collections
public enum TopicSpec {
    SEALED_DAYS(
            new TopicLayout("sealed-days", BY_REPOSITORY, TopicSettings.forced(TopicSettings.SEALED)),
            new Provenance(FACTS, "the `seal` command and nodes that seal", "", FEATURE),
            "Each day of a repository whose events may be deleted, and a mark for each partition; compacted."),
    DOWNLOAD_EVENTS(
            new TopicLayout("download-events", BY_REPOSITORY, TopicSettings.FOREVER),
            new Provenance(FACTS, "ingests and your producers", "", SETUP),
            "Every file request, forever. All numbers are derived from it."),
    REPOSITORIES(
            new TopicLayout("repositories", BY_REPOSITORY, TopicSettings.COMPACT_BY_LOG_TIME),
            new Provenance(FACTS, "ingests and your producers", "", SETUP),
            "The full state of each repository, and its new name where it was renamed; compacted, without tombstones."),
    LIKES(
            new TopicLayout("likes", BY_REPOSITORY, TopicSettings.FOREVER),
            new Provenance(FACTS, "ingests and your producers", "", SETUP),
            "Every like and unlike, forever."),
    REJECTED(
            new TopicLayout("rejected", BY_REPOSITORY, TopicSettings.A_MONTH),
            new Provenance(DERIVED, "ingests and nodes that count", "", SETUP),
            "Dead letters: inputs that could not be read, and their origin."),
    VISITOR_KEYS(
            new TopicLayout("visitor-keys", ONE, TopicSettings.forced(TopicSettings.FORGETFUL)),
            new Provenance(FACTS, "ingests, where `ingest.visitor-key` is `day`", "visitor-keys", SETUP),
            "The key under which the addresses of a day are hashed; compacted. Only ingests may read or write it."),
    USERS(
            new TopicLayout("users", ONE, TopicSettings.forced(TopicSettings.FORGETFUL)),
            new Provenance(FACTS, "ingests, where `ingest.users` is `ids`", "", SETUP, ANSWERING_NODE),
            "The name of the user behind an id; compacted. Of several ids of a name, the first is used. A record "
                    + "without a value erases the name."),
    TRUSTED_PROXIES(
            new TopicLayout("trusted-proxies", ONE, TopicSettings.forced(TopicSettings.FOREVER)),
            new Provenance(FACTS, "ingests, of logs with lists of proxies", "", SETUP),
            "The value of `ingest.trusted-proxies` by which a source's lines of a UTC day are read, forever. Of several of "
                    + "a day, the first is used."),
    GAPS(
            new TopicLayout("gaps", ONE, TopicSettings.forced(TopicSettings.COMPACT_BY_LOG_TIME)),
            new Provenance(FACTS, "nodes that answer", "gaps", SETUP, ANSWERING_NODE),
            "Operators' verdicts about hours of a source without data; compacted."),
    OPENING_BALANCES(
            new TopicLayout("opening-balances", ONE, TopicSettings.forced(TopicSettings.COMPACT_BY_LOG_TIME)),
            new Provenance(FACTS, "ingests, and the `balances` command", "opening-balances", SETUP, ANSWERING_NODE),
            "Downloads that another system counted, by repository, origin and day; compacted."),
    STATES(
            new TopicLayout("states", ONE, TopicSettings.forced(TopicSettings.COMPACT)),
            new Provenance(FACTS, "nodes that answer", "decisions", SETUP, ANSWERING_NODE),
            "The states of the log that are counted, and the one that answers; compacted."),
    CORRECTIONS(
            new TopicLayout("corrections", ONE, TopicSettings.forced(TopicSettings.FOREVER)),
            new Provenance(FACTS, "nodes that answer", "decisions", SETUP, ANSWERING_NODE),
            "Every day of a repository whose numbers were changed by a promotion, forever."),
    SPIKES(
            new TopicLayout("spikes", ONE, TopicSettings.forced(TopicSettings.COMPACT)),
            new Provenance(FACTS, "nodes that count, where `webhook.url` is set", "spikes", FEATURE),
            "The spikes that were delivered to the webhook, for a week; compacted."),
    RESTORED(
            new TopicLayout("restored", ONE, TopicSettings.forced(TopicSettings.COMPACT)),
            new Provenance(MARKS, "the `import-log` and `move` commands", "", FEATURE),
            "The records that keep the log times of another log, and the places that a move has reached in it; compacted."),
    DAILY_ROWS(
            new TopicLayout("daily-rows", BY_REPOSITORY, TopicSettings.PUBLISHED_ROWS),
            new Provenance(DERIVED, "nodes that count, where `rows.topic` is `on`", "", FEATURE),
            "The current daily rows of the main state, for other programs; compacted.");

    public enum Creator {
        /** {@code footfall topics} and the embedded broker; both refuse existing topics with other settings. */
        SETUP,
        /** Nodes that answer queries, and {@code footfall topics}. */
        ANSWERING_NODE,
        /** The feature that writes the topic, at its first use. */
        FEATURE
    }

    enum Partitions {
        BY_REPOSITORY,
        /** A single partition gives all readers the same order. */
        ONE
    }

    enum Content {
        /** Nothing can make its records again; an export of the log has them. */
        FACTS,
        /** Facts about one cluster; no export has them. */
        MARKS,
        DERIVED
    }

    /** @param settings the topic configs that differ from a broker's defaults */
    private record TopicLayout(String name, Partitions partitions, Map<String, String> settings) {
        TopicLayout {
            settings = Map.copyOf(settings);
        }
    }

    /** @param transactions empty for writers without a transactional id of their own */
    private record Provenance(Content content, String writers, String transactions, Set<Creator> creators) {
        Provenance(Content content, String writers, String transactions, Creator... creators) {
            this(content, writers, transactions, Set.of(creators));
        }
    }

    /** The beginning of all names in Kafka without a setting. */
    static final String STANDARD_PREFIX = "footfall";

    private final TopicLayout layout;
    private final Provenance origin;
    private final String description;
    private final String ending;

    TopicSpec(TopicLayout layout, Provenance origin, String description) {
        this.layout = layout;
        this.origin = origin;
        this.description = description;
        this.ending = "." + layout.name() + ".v1";
    }

    /** The topic's name without a setting, such as {@code footfall.likes.v1}. */
    public String topic() {
        return STANDARD_PREFIX + ending;
    }

    /** The topic's name after the prefix of its log, such as {@code .likes.v1}. */
    String ending() {
        return ending;
    }

    public boolean isNamed(String topic) {
        return topic.endsWith(ending);
    }

    public Map<String, String> settings() {
        return layout.settings();
    }

    public boolean isCompacted() {
        return "compact".equals(settings().get(TopicSettings.CLEANUP));
    }

    public boolean isPartitioned() {
        return layout.partitions() == BY_REPOSITORY;
    }

    public int partitions(int ofRepositories) {
        return isPartitioned() ? ofRepositories : 1;
    }

    public boolean isCreatedBy(Creator creator) {
        return origin.creators().contains(creator);
    }

    public boolean isExported() {
        return origin.content() == FACTS;
    }

    /** The processes that need the right to write, in Markdown. */
    public String writers() {
        return origin.writers();
    }

    /** The id, without a setting, whose transactions write the topic; empty where writers share none. */
    public Optional<String> transactionalId() {
        return transactions().map(id -> STANDARD_PREFIX + "-" + id);
    }

    Optional<String> transactions() {
        return Optional.of(origin.transactions()).filter(id -> !id.isEmpty());
    }

    public String description() {
        return description;
    }
}
