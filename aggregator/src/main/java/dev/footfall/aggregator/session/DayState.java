package dev.footfall.aggregator.session;

import java.util.OptionalLong;

public interface DayState {
    /** The log time of the day's first counted event, in milliseconds since 1970; empty before that. */
    OptionalLong openedMillis();

    /** True if the day was sealed with files, and accepts none any more. */
    boolean isSealed();

    /** Opens the day at this log time; called once, before the first {@link #visitor}. */
    void open(long logTimeMillis);

    /** The visitor's day. What is handed out is kept, with the changes made to it. */
    VisitorDayState visitor();

    HashPages pages();

    void changed();
}
