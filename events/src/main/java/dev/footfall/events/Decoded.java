package dev.footfall.events;

import java.util.function.Function;

/** The result of reading one event: an event, or the reason why it is none. */
public sealed interface Decoded {
    <T> T fold(Function<DownloadEvent, T> onEvent, Function<Malformed, T> onMalformed);

    record Event(DownloadEvent event) implements Decoded {
        @Override
        public <T> T fold(Function<DownloadEvent, T> onEvent, Function<Malformed, T> onMalformed) {
            return onEvent.apply(event);
        }
    }

    /**
     * Not an event: the JSON field at fault, or {@link #JSON} when the text itself cannot be read, and the fault and
     * the rule in words, which never hold a value that could be an address.
     */
    record Malformed(String field, String error) implements Decoded {
        public static final String JSON = "json";

        @Override
        public <T> T fold(Function<DownloadEvent, T> onEvent, Function<Malformed, T> onMalformed) {
            return onMalformed.apply(this);
        }
    }
}
