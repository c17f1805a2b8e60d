package dev.footfall.archive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The parts of a partition that an archive has. */
final class ArchivedOffsets {
    private final List<ArchivedPart> parts = new ArrayList<>();
    private long end;

    /** {@code newest} says more of its offsets than the parts before it. */
    void add(ArchivedPart newest) {
        parts.replaceAll(part -> part.readAgain(newest));
        parts.add(newest);
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
        return parts.stream().anyMatch(part -> part.has(offset, day));
    }
}
