package dev.footfall.web;

/** A body of events, sent after its request was handled. Closed once, whether or not it was begun. */
public interface EventBody extends AutoCloseable {
    void begin(EventStream stream);

    @Override
    void close();
}
