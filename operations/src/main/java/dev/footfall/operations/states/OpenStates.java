package dev.footfall.operations.states;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.recovery.StateFiles;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.StateRequest;
import dev.footfall.rules.file.RuleFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states that are counted, by their names: those that are open here, and those whose format another release counts. Opened
 * and ended by one thread, read by any.
 */
final class OpenStates {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStates.class);

    private static final String OTHER_FORMAT =
            "The state %s has format %s, and this release counts format %s, in the state %s:"
                    + " only nodes of another release can open it";

    private final Map<String, OpenState> open = new ConcurrentHashMap<>();
    private final Map<String, StateView> unopened = new ConcurrentHashMap<>();
    private final StateFactory opener;
    private final OpenState own;
    private final StateMeters meters;

    OpenStates(OpenState own, StateFactory opener, StateMeters meters) {
        this.own = own;
        this.opener = opener;
        this.meters = meters;
        open.put(own.state().name(), own);
        meters.show(all());
    }

    Optional<OpenState> named(String name) {
        return Optional.ofNullable(open.get(name));
    }

    List<OpenState> all() {
        return List.copyOf(open.values());
    }

    /** The states that are open here, and the others. */
    List<StateView> views() {
        return Stream.concat(open.values().stream().map(OpenState::view), unopened.values().stream())
                .toList();
    }

    Optional<StateView> view(String name) {
        return named(name).map(OpenState::view).or(() -> Optional.ofNullable(unopened.get(name)));
    }

    /** The format of the states that are opened here. */
    String format() {
        return own.view().format();
    }

    /** Refused if other rules sealed its first days, or if first records are gone and that is not accepted. */
    AggregatorConfig newConfig(StateRequest request, RuleFile rules) {
        AggregatorConfig config = opener.config(request.name(), rules, format());
        try {
            config.requireSealedDays();
            if (!request.acceptsLoss()) config.requireRecords();
        } catch (StateConflict e) {
            throw new DecisionRefused(String.valueOf(e.getMessage()));
        }
        return config;
    }

    /** The others continue if it cannot be counted here. One of another format is left as it is, in Kafka and on this machine. */
    void open(String name, StateRules rules, Consumer<String> onFailure) {
        if (open.containsKey(name)) return;
        try {
            RuleFile read = rules.read();
            AggregatorConfig config = opener.config(name, read, rules.inFormat());
            if (!rules.inFormat().equals(format())) {
                leave(config, read);
                return;
            }
            unopened.remove(name);
            open.put(name, opener.open(config, read, onFailure));
            meters.show(all());
            LOG.info("The state {} is counted", name);
        } catch (RuntimeException e) {
            LOG.error("The state {} cannot be counted here", name, e);
        }
    }

    private void leave(AggregatorConfig config, RuleFile rules) {
        StateId state = config.state();
        String why = OTHER_FORMAT.formatted(
                state.name(), state.rules().format(), format(), own.state().name());
        unopened.put(state.name(), opener.unopened(config, rules, own, why));
        LOG.info("{}", why);
    }

    boolean isOwn(String name) {
        return own.state().name().equals(name);
    }

    /** Not that of this node's own rules, which its opener closes. */
    void end(String name) {
        if (isOwn(name)) {
            LOG.warn(
                    "The state {} was dropped, but this node's rules are those of it: it is counted here until a start with others",
                    name);
            return;
        }
        Optional<OpenState> ended = Optional.ofNullable(open.remove(name));
        Optional<StateView> dropped = ended.map(OpenState::view).or(() -> Optional.ofNullable(unopened.remove(name)));
        if (dropped.isEmpty()) return;
        meters.show(all());
        try {
            ended.ifPresent(state -> state.aggregator().leave());
            StateFiles.forget(dropped.get().config().location());
            LOG.info("The state {} is no longer counted", name);
        } catch (RuntimeException e) { // what is left of it is nobody's
            LOG.warn("The state {} is no longer counted, but could not be deleted here", name, e);
        }
    }

    /** Deletes what is on this machine of states that were dropped while it was away. */
    void forgetOthersHere(Set<String> counted) {
        var names = new HashSet<>(counted);
        names.add(own.state().name());
        try {
            Set<String> forgotten = StateReset.forgetOthers(own.config().mainLocation(), names);
            if (!forgotten.isEmpty()) LOG.info("Deleting dropped states here: {}", forgotten);
        } catch (RuntimeException e) { // what is left of them is nobody's
            LOG.warn("States that were dropped could not be deleted here", e);
        }
    }

    /** Deletes a dropped state from Kafka in the background, once no node counts it. */
    static void forgetSoon(AggregatorConfig dropped) {
        String name = dropped.state().name();
        var forgetting = new Thread(() -> forget(dropped), "forget-" + name);
        forgetting.setDaemon(true);
        forgetting.start();
    }

    private static void forget(AggregatorConfig dropped) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(dropped.kafka()))) {
            StateReset.forget(admin, dropped.state());
        } catch (RuntimeException e) { // the next state of this name deletes it before it counts
            LOG.warn(
                    "The data of the state {} in Kafka is not deleted yet",
                    dropped.state().name(),
                    e);
        }
    }

    void close() {
        for (OpenState state : all()) {
            if (!isOwn(state.state().name())) state.aggregator().close();
        }
    }
}
