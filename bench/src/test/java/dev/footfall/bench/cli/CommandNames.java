package dev.footfall.bench.cli;

import java.util.Set;
import java.util.TreeSet;

/** The commands of the command line, for tests outside this package. */
public final class CommandNames {
    private CommandNames() {}

    /** The first words after {@code footfall}. */
    public static Set<String> all() {
        return new TreeSet<>(BenchMain.commandLine().getSubcommands().keySet());
    }
}
