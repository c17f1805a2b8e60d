package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.GiveUp;
import dev.footfall.aggregator.life.LifeAction.PauseInputs;
import dev.footfall.aggregator.life.LifeAction.Warn;
import dev.footfall.aggregator.life.LifeEvent.LogReplaced;
import dev.footfall.aggregator.life.LifeEvent.PlaceFound;
import dev.footfall.aggregator.life.LifeEvent.RecordRead;
import java.util.Optional;

/** The faults of a log that is not the one that was counted, to every phase that reads it. */
public final class LogFaults {
    private LogFaults() {}

    /** Empty if the event shows none. {@code group}: the offset up to which the partition was counted before; 0 if it was not. */
    static Optional<LifeStep> after(PartitionLife life, LifeEvent event, long group) {
        if (event instanceof RecordRead read && read.offset() < read.next())
            return Optional.of(giveUp(lostRecords(read.topic(), read.next(), read.offset())));
        if (event instanceof LogReplaced replaced)
            return Optional.of(giveUp("it was counted of a topic " + replaced.topic() + " that was deleted since"));
        return event instanceof PlaceFound found ? found(life, found, group) : Optional.empty();
    }

    /** Records that are gone may be in sealed days, with which a recount begins; those that were counted are not left out. */
    private static Optional<LifeStep> found(PartitionLife life, PlaceFound found, long group) {
        ReadingStart place = found.place();
        if (place.isLost()) return Optional.of(giveUp(lostRecords(found.topic(), place.start(), place.found())));
        boolean wasCounted = group > place.start();
        if (!place.isGap() || (place.start() == 0 && !wasCounted)) return Optional.empty();
        if (found.loss().isEmpty())
            return Optional.of(giveUp(lostRecords(found.topic(), place.start(), place.found())));
        if (wasCounted) return Optional.of(refuse(place, found.loss().get()));
        return Optional.of(life.stay(new Warn("lacks the events from " + place.start() + " to " + place.found() + ": "
                + found.loss().get())));
    }

    private static LifeStep refuse(ReadingStart place, String loss) {
        Uncountable refused = Uncountable.of(
                loss, "it has the events before offset " + place.start() + ", and the log begins at " + place.found());
        return LifeStep.to(refused, new PauseInputs(), new Warn(refused.sentence()));
    }

    static LifeStep giveUp(String sentence) {
        return LifeStep.to(PartitionLife.start(), new GiveUp(sentence));
    }

    /** The fault of a log that is read at an offset though its reader was at another. */
    public static String lostRecords(String topic, long next, long read) {
        String what = read < next ? "records that were counted are no longer in the log" : "sealed days hold the rest";
        return "it was counted up to offset " + next + " of " + topic + ", but reading resumes at " + read + ": "
                + what;
    }
}
