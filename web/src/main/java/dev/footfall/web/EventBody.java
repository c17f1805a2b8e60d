package dev.footfall.web;

/** A body of events, which goes on being sent after its request was handled. Closed once, whether or not it was begun. */
public interface EventBody extends AutoCloseable {
    /** Sends the first event, and all others from now on. */
    void begin(EventStream stream);

    @Override
    void close();
}
