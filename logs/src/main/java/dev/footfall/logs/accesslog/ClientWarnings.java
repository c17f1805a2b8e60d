package dev.footfall.logs.accesslog;

import java.util.List;
import java.util.stream.Stream;

/**
 * Sentences about the clients of posted lines, without an address.
 *
 * @param answered for who posted them
 * @param logged for the operator: each once for a source, which they name
 */
public record ClientWarnings(List<String> answered, List<String> logged) {
    static final ClientWarnings NONE = new ClientWarnings(List.of(), List.of());

    public ClientWarnings {
        answered = List.copyOf(answered);
        logged = List.copyOf(logged);
    }

    ClientWarnings and(ClientWarnings others) {
        return new ClientWarnings(
                Stream.concat(answered.stream(), others.answered.stream())
                        .distinct()
                        .toList(),
                Stream.concat(logged.stream(), others.logged.stream()).toList());
    }
}
