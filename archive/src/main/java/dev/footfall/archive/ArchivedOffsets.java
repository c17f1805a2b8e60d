package dev.footfall.archive;

import dev.footfall.operations.logfiles.OffsetRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a partition that an archive has. */
final class ArchivedOffsets {
    private final Optional<LocalDate> from;
    private final List<ArchivedPart> parts = new ArrayList<>();
    private long end;
    private long skipped;

    /** {@code from}: the first day that is archived; empty if all are. */
    ArchivedOffsets(Optional<LocalDate> from) {
        this.from = from;
    }

    /** {@code newest} says more of its offsets than the parts before it. */
    void add(ArchivedPart newest) {
        parts.replaceAll(part -> part.readAgain(newest));
        parts.add(newest);
        skipped += Math.max(0, newest.first() - end);
        end = Math.max(end, newest.end());
        parts.removeIf(part -> part.end() <= next());
    }

    /** The first offset whose event may be missing; 0 where nothing is archived. */
    long next() {
        return parts.stream().flatMapToLong(part -> part.open().stream()).reduce(end, Math::min);
    }

    /** True if events that it lacks are not in a log that begins here. */
    boolean lacksBefore(long logBegin) {
        return end > 0 && next() < logBegin;
    }

    /** Fails if events that it lacks were deleted; {@code remedy}: how to continue without them. */
    void requireKept(OffsetRange log, String remedy) {
        if (!lacksBefore(log.first())) return;
        throw new IllegalStateException("the events of partition " + log.partition() + " from offset " + next() + " to "
                + log.first() + " were deleted before they were archived: to continue without them, " + remedy);
    }

    /** The number of records that were deleted before they could be archived. */
    long skipped(OffsetRange log) {
        return end == 0 ? log.first() : skipped;
    }

    /** The part of a log, as far as it is still there, whose events it may lack of the days that are archived. */
    OffsetRange rest(OffsetRange log) {
        return new OffsetRange(log.topic(), log.partition(), Math.max(next(), log.first()), log.end());
    }

    /** The same of all days from this one on, or of all. Fails if some before those that are archived were deleted. */
    OffsetRange rest(OffsetRange log, Optional<LocalDate> wanted) {
        boolean isWhole = from.isEmpty()
                || wanted.filter(day -> !day.isBefore(from.get())).isPresent();
        if (isWhole) return rest(log);
        if (log.first() == 0) return log;
        throw new IllegalStateException(
                "the archive begins with " + from.get() + ", and events before it may be deleted," + " since partition "
                        + log.partition() + " begins at offset " + log.first() + ": add --from " + from.get());
    }

    /** The offset from which a part that is read from here on says what there is: what was deleted before it is not asked for again. */
    long beginOfPart(long firstRead) {
        return end > 0 ? next() : firstRead;
    }

    /** True if it has the day, and all before it, of the log up to {@code end}. */
    boolean hasAll(long end, LocalDate to) {
        for (long at = next(); at < end; ) {
            long offset = at;
            at = parts.stream()
                    .filter(part -> part.has(offset, to))
                    .mapToLong(ArchivedPart::end)
                    .max()
                    .orElse(offset);
            if (at == offset) return false;
        }
        return true;
    }

    boolean has(long offset, LocalDate day) {
        return from.filter(day::isBefore).isEmpty() && parts.stream().anyMatch(part -> part.has(offset, day));
    }
}
