package dev.footfall.logs.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The lines in an object, or several, as Docker's drivers, loggers and shippers write them in the place of a line. */
final class WrappedLines {
    /** In the order in which they are looked for. */
    private static final List<LineEnvelope> ENVELOPES =
            List.of(new LineEnvelope("line"), new LineEnvelope("message"), new LineEnvelope("log"));

    private WrappedLines() {}

    /** Empty if this is no object, or one without such a text. */
    static Optional<List<String>> of(String text) {
        if (!text.stripLeading().startsWith("{")) return Optional.empty();
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return ENVELOPES.stream()
                .flatMap(envelope -> texts(envelope, json).stream())
                .findFirst();
    }

    private static Optional<List<String>> texts(LineEnvelope envelope, byte[] json) {
        try {
            return Optional.of(envelope.textsOf(json).stream()
                    .flatMap(text -> LineEnvelope.linesOf(text).stream())
                    .toList());
        } catch (IllegalArgumentException e) { // another name, or the line is refused as it is
            return Optional.empty();
        }
    }
}
