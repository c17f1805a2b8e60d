package dev.footfall.proofs.chaos;

import dev.footfall.bench.BenchSettings;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The rules by which answers may count: those of the settings, and the same with a shorter gap.
 *
 * @param main the rules of the settings
 * @param other those of a state that is counted beside
 */
record AnsweringRules(Named main, Named other) {
    /** Rules with their name and digest. */
    record Named(String id, CountingRules rules) {
        static Named of(Settings settings) {
            return new Named(
                    RoomConfigs.of(settings).state().rules().id(),
                    RoomConfigs.rules(settings).counting());
        }
    }

    static AnsweringRules of(Settings settings) {
        var main = Named.of(settings);
        String shorter = main.rules.gap().dividedBy(3).toString();
        return new AnsweringRules(main, Named.of(BenchSettings.with(settings, Map.of(Setting.SESSION_GAP, shorter))));
    }

    Set<String> ids() {
        return Set.of(main.id, other.id);
    }

    /** The gap of the rules that an answer names; of one that names none of these, that of the settings. */
    Duration gapOf(ServerAnswer answer) {
        boolean isOther = answer.rules().filter(other.id::equals).isPresent();
        return (isOther ? other : main).rules.gap();
    }
}
