package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.events.Topics;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The identity of a counted state: a log may be counted into several at once, each by rules of its own. The names of all
 * that a state has in Kafka and in the file system follow from it, and no two states of a Kafka share any.
 *
 * <pre>
 *              main                                        shadow "gap10"
 * group        footfall-aggregator                         footfall-aggregator.gap10
 * changelog    footfall-aggregator-counts-changelog      footfall-aggregator.gap10-counts-changelog
 * directory    state/                                      state/gap10/
 * </pre>
 *
 * @param name {@value #MAIN}, or of a shadow 1 to 32 of {@code a-z} and {@code 0-9}: without a hyphen no group is the
 *     beginning of another's changelogs
 */
public record StateId(Topics log, String name, RuleSet rules) {
    public static final String MAIN = "main";
    private static final String APPLICATION = "aggregator";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");

    public StateId {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "the name of a state must be 1 to 32 characters of a-z and 0-9: " + name);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public static StateId main(RuleSet rules) {
        return main(Topics.STANDARD, rules);
    }

    public static StateId main(Topics log, RuleSet rules) {
        return new StateId(log, MAIN, rules);
    }

    /** True for the state whose group has no name after its prefix: the first one of a log. */
    public boolean isMain() {
        return name.equals(MAIN);
    }

    /** The name by which nodes ask each other: those that count by other rules have another one. */
    public String exactName() {
        return name + "@" + rules.digest();
    }

    /** The consumer group, and the first part of the changelogs' and transactions' names. */
    public String applicationId() {
        String main = mainApplication(log);
        return isMain() ? main : main + "." + name;
    }

    public static String mainApplication(Topics log) {
        return log.id(APPLICATION);
    }

    public static boolean isApplicationOf(Topics log, String group) {
        String main = mainApplication(log);
        return group.equals(main) || group.startsWith(main + ".");
    }

    public String changelog() {
        return changelog(applicationId());
    }

    public static String mainChangelog(Topics log) {
        return changelog(mainApplication(log));
    }

    private static String changelog(String application) {
        return application + "-" + PartitionStores.STORE + "-changelog";
    }

    public boolean isChangelog(String topic) {
        return topic.startsWith(applicationId() + "-");
    }

    public Path directoryIn(Path states) {
        return isMain() ? states : states.resolve(name);
    }
}
