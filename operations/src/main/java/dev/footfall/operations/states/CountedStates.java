package dev.footfall.operations.states;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.events.RepoId;
import dev.footfall.events.Topics;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.DayChange;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import dev.footfall.queryapi.states.Judgement;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.queryapi.states.StateDiff;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.queryapi.states.StateRequest;
import dev.footfall.queryapi.states.States;
import dev.footfall.rules.file.RuleFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states that this process counts: the one of its own rules, and those that the log of decisions names. So that a node whose own
 * rules are another state's can count {@code main} too, its rules are noted with the first state beside it.
 *
 * <p>States of another format are counted by nodes of another release. While one of them answers, this node is not ready.
 */
public final class CountedStates implements States, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CountedStates.class);

    /** Each costs a thread, a part of the heap, and its changelogs. */
    private static final int MOST_BESIDE = 3;

    private final OpenStates open;
    private final Map<String, String> kafka;
    private final Topics log;
    private final DecisionLog decisions;
    private final Consumer<String> onFailure;
    private final Handover handover = new Handover();
    private final OpenState own;
    private volatile DecidedStates decided;
    private volatile StateView live;

    /** Opens the states that earlier decisions leave counted; {@code own} is open, and closed by its opener. */
    public CountedStates(
            OpenState own,
            PastDecisions past,
            StateFactory opener,
            MeterRegistry registry,
            Consumer<String> onFailure) {
        this.own = own;
        this.live = own.view();
        this.onFailure = onFailure;
        this.kafka = own.config().kafka();
        this.open = new OpenStates(
                own, opener, new StateMeters(registry, () -> answering().name()));
        this.log = own.config().state().log();
        this.decisions = past.log();
        this.decided = past.decided();
        try {
            openAll();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openAll() {
        decided.rules().forEach(this::open);
        open.forgetOthersHere(decided.counted());
        live = view(decided.answering());
    }

    private StateView view(String name) {
        return open.view(name)
                .orElseThrow(() -> new IllegalStateException(
                        "questions must be answered from the state " + name + ", which is not counted here"));
    }

    private void open(String name, StateRules rules) {
        open.open(name, rules, sentence -> failed(name, sentence));
    }

    private void failed(String name, String sentence) {
        LOG.error("Counting of the state {} stopped: {}", name, sentence);
        if (live.name().equals(name)) onFailure.accept(sentence);
    }

    public void follow(Consumer<CountedState> switching) {
        handover.begin(switching);
        decisions.follow(this::apply, onFailure);
    }

    private void apply(Decision decision) {
        decided = decided.after(decision);
        if (decision instanceof Decision.Count count) open(count.name(), count.rules());
        if (decision instanceof Decision.Drop drop) open.end(drop.name());
        if (decision instanceof Decision.Promote promote) {
            live = view(promote.correction().to().state());
            handover.to(live.state(), isOpen(live.state()));
        }
    }

    private boolean isOpen(CountedState state) {
        return open.named(state.name()).isPresent();
    }

    /** The state of this node's rules. */
    public OpenState own() {
        return own;
    }

    /** Not ready if this node cannot open it. */
    public CountedState answering() {
        return live.state();
    }

    public Optional<LocalNode> node(String exactName) {
        return open.all().stream()
                .filter(state -> state.exactName().equals(exactName))
                .findFirst()
                .map(OpenState::node);
    }

    @Override
    public List<CountedState> all() {
        CountedState first = live.state();
        var all = new ArrayList<CountedState>(List.of(first));
        open.views().stream()
                .map(StateView::state)
                .filter(state -> !state.name().equals(first.name()))
                .sorted(Comparator.comparing(CountedState::name))
                .forEach(all::add);
        return all;
    }

    @Override
    public RuleFile rules() {
        return live.rules();
    }

    @Override
    public List<Correction> corrections() {
        return decided.corrections();
    }

    @Override
    public CountedState count(StateRequest request) {
        StateRules rules = StateRules.of(request, live.rules(), open.format());
        RuleFile read = rules.read(); // a mistake is found before anything is decided
        return decisions.decide(
                writer -> {
                    Optional<StateView> there = open.view(request.name());
                    if (there.isEmpty()) {
                        requirePlace();
                        StateReset.forget(open.newConfig(request, read).location(), false); // of one that had this name
                        noteMain(writer);
                        writer.write(new Decision.Count(request.name(), rules));
                    } else if (!there.get().rules().digest().equals(read.digest())) {
                        throw new DecisionRefused("A state of this name is counted by other rules");
                    } else if (!isOpen(there.get().state())) {
                        throw new DecisionRefused("A state of this name is counted by another release");
                    }
                    return request.name();
                },
                this::state);
    }

    /** Notes the rules of the main state, if this node's are those and nobody has: others may start that have different ones. */
    private void noteMain(DecisionLog.DecisionWriter writer) {
        StateRules rules = StateRules.of(own.rules(), open.format());
        boolean isKnown = decided.rulesOf(StateId.MAIN).equals(Optional.of(rules));
        if (isKnown || !open.isOwn(StateId.MAIN)) return;
        if (rules.canBeNoted(own.rules())) writer.write(new Decision.Count(StateId.MAIN, rules));
        else LOG.warn("The rules of the main state cannot be noted: a node with others will not count it");
    }

    private void requirePlace() {
        if (open.all().size() > MOST_BESIDE) {
            throw new DecisionRefused(
                    "At most " + MOST_BESIDE + " states can be counted in addition to the main one: drop one first");
        }
    }

    private CountedState state(String name) {
        return named(name)
                .orElseThrow(() -> new DecisionUnavailable("the state " + name
                        + " could not be opened on this node; its log has the reason: an earlier state of this "
                        + "name may still be closing"));
    }

    @Override
    public void drop(String name) {
        AggregatorConfig dropped = decisions.decide(
                writer -> {
                    if (open.isOwn(name))
                        throw new DecisionRefused("The state of this node's own rules is always counted");
                    if (name.equals(live.name()))
                        throw new DecisionRefused("This state answers questions: demote it first");
                    StateView there =
                            open.view(name).orElseThrow(() -> new DecisionRefused("No state of this name is counted"));
                    writer.write(new Decision.Drop(name));
                    return there.config();
                },
                config -> config);
        OpenStates.forgetSoon(dropped);
    }

    @Override
    public boolean areOfTwoFormats(CountedState one, CountedState other) {
        StateView first = view(one.name());
        StateView second = view(other.name());
        if (first.format().equals(second.format())) return false;
        if (first.rules().digest().equals(second.rules().digest())) return true;
        throw new DecisionRefused("Rules and format change one after another: no release can compare the states "
                + one.name() + " and " + other.name());
    }

    @Override
    public Judgement judge(CountedState before, CountedState after, StatePart part, int most) {
        return new RuleComparison(before.rules().rules(), after.rules().rules(), part).judge(kafka, log, most);
    }

    @Override
    public Correction promote(
            CountedState from, CountedState to, String reason, StateDiff changes, Predicate<RepoId> isPublic) {
        return decisions.decide(
                writer -> {
                    boolean isAsSeen =
                            live.state().equals(from) && view(to.name()).state().equals(to);
                    if (!isAsSeen) throw new DecisionRefused("Another decision was made in the meantime");
                    int number = decided.corrections().size() + 1;
                    StateChange change = StateChange.NONE;
                    StateChange publicChange = StateChange.NONE;
                    while (changes.hasNext()) {
                        DayChange day = changes.next();
                        change = change.and(day);
                        if (isPublic.test(day.repo())) publicChange = publicChange.and(day);
                        if (day.isChanged()) writer.correct(number, day);
                    }
                    var correction = Correction.of(
                            number,
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            from,
                            to,
                            reason,
                            change,
                            publicChange);
                    noteMain(writer);
                    writer.write(new Decision.Promote(correction));
                    return correction;
                },
                correction -> correction);
    }

    @Override
    public void close() {
        decisions.close();
        handover.close();
        open.close();
    }
}
