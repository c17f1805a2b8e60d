package dev.footfall.rules.clients;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of clients that are distinguished, in the order of their columns. */
public enum ClientClass {
    /** A package manager, a library, a command line: somebody wanted the file. */
    TOOL,
    /** A browser with a person in front of it. */
    BROWSER,
    /** A tool in a build that starts again with every change. */
    CI,
    /** A mirror or a proxy's cache: its own readers are not seen. */
    MIRROR,
    /** A probe that looks if the server is alive. */
    MONITOR,
    ROBOT,
    UNKNOWN;

    private static final ClientClass[] ALL = values();

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    @SuppressWarnings("EnumOrdinal") // states hold it: a test states the numbers, and a new class gets the next one
    public int number() {
        return ordinal();
    }

    public static ClientClass ofNumber(int number) {
        return ALL[number];
    }

    public static Optional<ClientClass> ofLabel(String label) {
        return Stream.of(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Stream.of(values()).map(ClientClass::label).collect(Collectors.joining(", "));
    }
}
