package dev.footfall.operations.states;

import dev.footfall.queryapi.states.StateRequest;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.DurationText;
import dev.footfall.rules.file.RuleFile;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of a state as the log of decisions has them: with all that they name, so that each node reads the same.
 *
 * @param settings the values of settings that win over it, by their keys
 */
record StateRules(String rules, Map<String, String> lists, Map<String, String> settings) {
    private static final String NO_PROJECTION = "none";

    StateRules {
        lists = Map.copyOf(lists);
        settings = Map.copyOf(settings);
    }

    /** The requested rules, or those that answer if the request has none, overridden by its settings. */
    static StateRules of(StateRequest request, RuleFile live) {
        if (request.rules().isPresent()) {
            return new StateRules(request.rules().get(), request.lists(), request.settings());
        }
        Map<String, String> settings = settings(live);
        settings.putAll(request.settings());
        return new StateRules(live.text(), live.lists(), settings);
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

    /** The message of a failure names the place, the value and what is allowed. */
    RuleFile read() {
        RuleFile file = RuleFile.of("rules", rules, lists);
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            file = file.with(setting.getKey(), setting.getValue());
        }
        return file;
    }
}
