package dev.footfall.logs.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.WritableEvent;
import java.util.function.Supplier;

sealed interface LineOutcome {
    void addTo(LineBatch batch, SampledFaults faults);

    record Routed(WritableEvent written) implements LineOutcome {
        @Override
        public void addTo(LineBatch batch, SampledFaults faults) {
            batch.add(written);
        }

        DownloadEvent event() {
            return written.event();
        }
    }

    enum NoEvent implements LineOutcome {
        NOT_ROUTED,
        BAD_NAME,
        /** A line about no download: a comment, a header, another operation. */
        SKIPPED,
        BLANK;

        @Override
        public void addTo(LineBatch batch, SampledFaults faults) {
            batch.add(this);
        }
    }

    record Rejected(String field, Supplier<RejectedEvent> event) implements LineOutcome {
        Rejected(RejectedEvent event) {
            this(event.field(), () -> event);
        }

        @Override
        public void addTo(LineBatch batch, SampledFaults faults) {
            batch.addRejected(field);
            if (faults.hasRoom()) batch.keep(event.get());
        }
    }
}
