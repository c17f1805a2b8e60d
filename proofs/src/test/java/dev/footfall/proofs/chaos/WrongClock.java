package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A clock that is ten minutes off from a start on, and later put right, by libfaketime. Kafka's brokers stand still when
 * theirs is put back, until it has caught up: they are started again.
 */
final class WrongClock {
    private static final List<Integer> MINUTES = List.of(10, -10);

    private final Path library;
    private final Path directory;

    private WrongClock(Path library, Path directory) {
        this.library = library;
        this.directory = directory;
    }

    /** Wrong clocks; none, with a note, where the library is not installed. */
    static Optional<WrongClock> in(Path directory, Consumer<String> notes) {
        Optional<WrongClock> clock = library().map(library -> new WrongClock(library, directory));
        if (clock.isEmpty()) notes.accept("no clock is wrong: libfaketime is not installed");
        return clock;
    }

    private static Optional<Path> library() {
        return Stream.of("x86_64", "aarch64")
                .map(machine -> Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketime.so.1"))
                .filter(Files::exists)
                .findFirst();
    }

    /** The environment of a process whose clock is so many days ahead; empty where the library is not installed. */
    static Optional<Map<String, String>> ahead(long days) {
        return library().map(library -> variables(library, Map.entry("FAKETIME", "+" + days + "d")));
    }

    private static Map<String, String> variables(Path library, Map.Entry<String, String> time) {
        return Map.ofEntries(
                time,
                Map.entry("LD_PRELOAD", library.toString()),
                Map.entry("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
                // else each wait of a thread for some time ends at once, and the process takes a processor for itself
                Map.entry("FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    }

    /** Ends a process, and starts it again with a clock that is so many minutes ahead or behind; says how many. */
    int begin(Member victim, int number) {
        int minutes = MINUTES.get(number % MINUTES.size());
        set(victim, minutes);
        var variables = new HashMap<String, String>(variables(
                library, Map.entry("FAKETIME_TIMESTAMP_FILE", file(victim).toString())));
        variables.put("FAKETIME_CACHE_DURATION", "1");
        victim.set(variables);
        victim.kill();
        victim.start();
        return minutes;
    }

    /** Puts the clock right. */
    void end(Member victim) {
        set(victim, 0);
        if (victim.role() != Member.Role.BROKER) return;
        victim.kill();
        victim.start();
    }

    private void set(Member victim, int minutes) {
        try {
            Path next = directory.resolve(victim + ".clock.next");
            Files.writeString(next, (minutes < 0 ? "" : "+") + minutes * 60 + "s\n");
            Files.move(next, file(victim), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Member victim) {
        return directory.resolve(victim + ".clock");
    }
}
