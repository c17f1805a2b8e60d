package dev.footfall.operations.states;

import dev.footfall.queryapi.states.StateRequest;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.DurationText;
import dev.footfall.rules.file.RuleFile;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a state as the log of decisions has them: with all that they name, so that each node reads the same.
 *
 * @param settings the values of settings that win over it, by their keys
 * @param format of the state's stores; earlier releases noted none
 */
record StateRules(String rules, Map<String, String> lists, Map<String, String> settings, Optional<String> format) {
    /** The format of all releases that noted none. */
    static final String FIRST_NOTED_FORMAT = "6";

    private static final Logger LOG = LoggerFactory.getLogger(StateRules.class);
    private static final String NO_PROJECTION = "none";

    /** A record of Kafka's producers has at most 1 MiB by default. */
    private static final int MOST_CHARACTERS = 300_000;

    StateRules {
        lists = Map.copyOf(lists);
        settings = Map.copyOf(settings);
    }

    /** The requested rules, or those that answer if the request has none, overridden by its settings. */
    static StateRules of(StateRequest request, RuleFile live, String format) {
        if (request.rules().isPresent()) {
            return new StateRules(request.rules().get(), request.lists(), request.settings(), Optional.of(format));
        }
        Map<String, String> settings = settings(live);
        settings.putAll(request.settings());
        return new StateRules(live.text(), live.lists(), settings, Optional.of(format));
    }

    private static Map<String, String> settings(RuleFile live) {
        CountingRules counting = live.counting();
        var settings = new TreeMap<String, String>();
        settings.put("session.gap", DurationText.of(counting.gap()));
        settings.put("session.retention", DurationText.of(counting.retention()));
        settings.put("counting.redirects", counting.redirects().name().toLowerCase(Locale.ROOT));
        settings.put(
                "projections", live.projections().isEmpty() ? NO_PROJECTION : String.join(",", live.projections()));
        return settings;
    }

    /** Those of a file, and of the settings that win over it. */
    static StateRules of(RuleFile file, String format) {
        return new StateRules(file.text(), file.lists(), settings(file), Optional.of(format));
    }

    /** True if a record can hold them whatever their characters take, and they are read from it as they are in the file. */
    boolean canBeNoted(RuleFile file) {
        int ofLists = lists.values().stream().mapToInt(String::length).sum();
        return rules.length() + ofLists <= MOST_CHARACTERS && digest().equals(Optional.of(file.digest()));
    }

    String inFormat() {
        return format.orElse(FIRST_NOTED_FORMAT);
    }

    /** Empty if this release cannot read the rules. */
    Optional<CountedBy> by() {
        return digest().map(digest -> new CountedBy(digest, inFormat()));
    }

    private Optional<String> digest() {
        try {
            return Optional.of(read().digest());
        } catch (RuntimeException e) { // as of keys that a later release knows
            LOG.warn("The rules of a state cannot be read", e);
            return Optional.empty();
        }
    }

    /** The message of a failure names the place, the value and what is allowed. */
    RuleFile read() {
        RuleFile file = RuleFile.of("rules", rules, lists);
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            file = file.with(setting.getKey(), setting.getValue());
        }
        return file;
    }
}
