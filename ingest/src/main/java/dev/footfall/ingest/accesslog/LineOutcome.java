package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RejectedEvent;
import java.util.function.Supplier;

sealed interface LineOutcome {
    /** Puts what is to be sent into a batch, and counts. */
    void addTo(LineBatch batch, KeptFaults faults);

    /** A request for a repository's file, whether it counts or not. */
    record Routed(DownloadEvent event) implements LineOutcome {
        @Override
        public void addTo(LineBatch batch, KeptFaults faults) {
            batch.add(event);
        }
    }

    record NotRouted() implements LineOutcome {
        static final NotRouted INSTANCE = new NotRouted();

        @Override
        public void addTo(LineBatch batch, KeptFaults faults) {
            batch.addNotRouted();
        }
    }

    /** A line about no download: a comment, a header, another operation. */
    record Skipped() implements LineOutcome {
        static final Skipped INSTANCE = new Skipped();

        @Override
        public void addTo(LineBatch batch, KeptFaults faults) {
            batch.addSkipped();
        }
    }

    record Blank() implements LineOutcome {
        static final Blank INSTANCE = new Blank();

        @Override
        public void addTo(LineBatch batch, KeptFaults faults) {
            batch.addBlank();
        }
    }

    /**
     * A line that could not be read.
     *
     * @param event what is kept of it, made when it is asked for
     */
    record Rejected(String field, Supplier<RejectedEvent> event) implements LineOutcome {
        Rejected(RejectedEvent event) {
            this(event.field(), () -> event);
        }

        @Override
        public void addTo(LineBatch batch, KeptFaults faults) {
            batch.addRejected(field);
            if (faults.hasRoom()) batch.keep(event.get());
        }
    }
}
