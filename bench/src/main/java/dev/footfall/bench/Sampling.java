package dev.footfall.bench;

import dev.footfall.bench.flame.FoldedStacks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The samples of a process's stacks, Java, native and the JVM's own, from its start to its end, by
 * <a href="https://github.com/async-profiler/async-profiler">async-profiler</a>.
 *
 * @param library the profiler, unpacked
 * @param stacks the file that the process leaves when it ends
 */
record Sampling(Path library, Path stacks) {
    private static final String EVERY = "10ms";

    /**
     * Unpacks the profiler into a directory.
     *
     * @throws IllegalStateException if there is none for this system
     */
    static Sampling in(BenchDirectory directory) {
        String platform = platform();
        Path library = directory.file("libasyncProfiler.so");
        try (InputStream in = Sampling.class.getResourceAsStream("/" + platform + "/libasyncProfiler.so")) {
            if (in == null) throw new IllegalStateException("the profiler is not known on " + platform);
            Files.copy(in, library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sampling(library, directory.file("stacks"));
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) return "macos";
        return system + (System.getProperty("os.arch").equals("aarch64") ? "-arm64" : "-x64");
    }

    /** The option of a JVM that is sampled. Timers of processor time need no rights that containers have not. */
    String option() {
        String event = platform().equals("macos") ? "itimer" : "ctimer";
        return "-agentpath:" + library + "=start,event=" + event + ",interval=" + EVERY
                + ",threads,collapsed,loglevel=none,file=" + stacks;
    }

    /** The samples, without the checks of the benchmark itself. */
    FoldedStacks folded() {
        try (Stream<String> lines = Files.lines(stacks)) {
            return FoldedStacks.of(lines.filter(line -> !line.contains("/bench/ReplayRole.write")));
        } catch (IOException e) {
            throw new UncheckedIOException("the process left no samples", e);
        }
    }
}
