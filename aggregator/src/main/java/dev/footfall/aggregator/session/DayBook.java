package dev.footfall.aggregator.session;

import java.util.OptionalLong;

/** What is remembered of one repository's UTC day, as far as a decision needs it. */
public interface DayBook {
    /** The log time of the day's first counted event, in milliseconds since 1970; empty before that. */
    OptionalLong openedMillis();

    /** Opens the day at this log time; called once, before the first {@link #visitor}. */
    void open(long logTimeMillis);

    /** The day of one visitor, in the form of {@link dev.footfall.events.Observation#visitor()}. What is handed out is kept, with the changes made to it. */
    VisitorDay visitor(byte[] visitor);

    /** Where the visitor's further pages are. */
    HashPages pages(byte[] visitor);

    /** Says that the day of this visitor has changed. */
    void changed(byte[] visitor);
}
