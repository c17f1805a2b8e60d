package dev.footfall.queryapi.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.rules.file.RuleFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** States that are there already, and decisions that are kept in memory. */
public final class GivenStates implements States {
    private final List<CountedState> states;
    private final List<Correction> corrections = new ArrayList<>();
    private boolean areOfTwoFormats;

    /** These states, of which the first one answers. */
    public GivenStates(CountedState... states) {
        this.states = new ArrayList<>(List.of(states));
    }

    /** A state, and no other beside it. */
    public static GivenStates alone(StateReader reader, RuleSet rules) {
        return new GivenStates(new CountedState(CountedState.MAIN, rules, reader));
    }

    /** The same, where any two are of two releases. */
    public synchronized GivenStates ofTwoFormats() {
        areOfTwoFormats = true;
        return this;
    }

    @Override
    public synchronized boolean areOfTwoFormats(CountedState one, CountedState other) {
        return areOfTwoFormats;
    }

    /** The same with one more correction, the newest. */
    public synchronized GivenStates publish(Correction correction) {
        corrections.add(0, correction);
        return this;
    }

    @Override
    public synchronized List<CountedState> all() {
        return List.copyOf(states);
    }

    @Override
    public RuleFile rules() {
        return RuleFile.of("default");
    }

    @Override
    public synchronized List<Correction> corrections() {
        return List.copyOf(corrections);
    }

    @Override
    public synchronized CountedState count(StateRequest request) {
        request.rules().ifPresent(text -> RuleFile.of("rules", text, request.lists()));
        return named(request.name()).orElseThrow(() -> new DecisionRefused("No more states are counted here"));
    }

    @Override
    public synchronized void drop(String name) {
        if (name.equals(live().name())) throw new DecisionRefused("This state answers questions: demote it first");
        states.removeIf(state -> state.name().equals(name));
    }

    @Override
    public Judgement judge(CountedState before, CountedState after, StatePart part, int most) {
        var same = new Judgement.Move("counted", "counted", 12);
        return new Judgement(12, 3, 4, List.of(same), List.of(), 0);
    }

    @Override
    public synchronized Correction promote(
            CountedState from, CountedState to, String reason, StateDiff changes, Predicate<RepoId> isPublic) {
        StateChange change = StateChange.NONE;
        StateChange publicChange = StateChange.NONE;
        while (changes.hasNext()) {
            DayChange day = changes.next();
            change = change.and(day);
            if (isPublic.test(day.repo())) publicChange = publicChange.and(day);
        }
        Instant at = Instant.parse("2026-11-20T12:00:00Z").plusSeconds(corrections.size());
        var correction = Correction.of(corrections.size() + 1, at, from, to, reason, change, publicChange);
        corrections.add(0, correction);
        states.remove(to);
        states.add(0, to);
        return correction;
    }
}
