package dev.footfall.bench;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One command of the product, started by the launcher with the launcher's JVM options; 0 if the system has no figure.
 */
record LauncherRun(double seconds, double cpuSeconds, double peakResidentMib, String output) {
    private static final String OPTIONS = "FOOTFALL_JAVA_OPTS";
    private static final long BETWEEN_LOOKS_MILLIS = 10;

    static LauncherRun of(Settings settings, Path log, String... command) {
        List<String> words = new ArrayList<>(List.of(launcher().toString()));
        words.addAll(List.of(command));
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_") && !name.equals(OPTIONS));
        builder.environment().putAll(BenchSettings.environment(settings));
        builder.environment().remove(Setting.KAFKA_BOOTSTRAP_SERVERS.environmentName());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return watch(builder, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + String.join(" ", words) + "' ran", e);
        }
    }

    private static LauncherRun watch(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Process process = builder.start();
        try {
            var seen = new ObservedProcess(process.pid());
            while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) seen.look();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            String output = Files.readString(log);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("'" + String.join(" ", builder.command()) + "' ended with code "
                        + process.exitValue() + ": " + output);
            }
            return new LauncherRun(seconds, seen.cpuSeconds(), seen.peakResidentMib(), output);
        } finally {
            process.destroyForcibly(); // where this thread was interrupted
        }
    }

    private static Path launcher() {
        @Nullable Path directory = BenchEnvironment.program().toAbsolutePath().getParent();
        for (; directory != null; directory = directory.getParent()) {
            Path launcher = directory.resolve("footfall");
            if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) return launcher;
        }
        throw new IllegalStateException("there is no launcher above " + BenchEnvironment.program()
                + ": this is measured where the program was built");
    }

    /** The resources of another process at the last look, on Linux. */
    static final class ObservedProcess {
        private static final double TICKS_PER_SECOND = 100;

        /** The position after the name: user and kernel time of the process and of its children. */
        private static final int FIRST_TIME = 11;

        private static final int TIMES = 4;

        private final Path directory;
        private long ticks;
        private long peakResidentKib;

        ObservedProcess(long pid) {
            directory = Path.of("/proc", Long.toString(pid));
        }

        void look() {
            try {
                ticks = Math.max(ticks, ticks(Files.readString(directory.resolve("stat"))));
                peakResidentKib = Math.max(peakResidentKib, ProcessUse.peakResidentKib(directory));
            } catch (IOException e) {
                // it has just gone, or this system does not tell: what was seen before stands
            }
        }

        /** Sums the times of {@code /proc/PID/stat}; the name in it may have blanks and brackets. */
        static long ticks(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return Arrays.stream(fields, FIRST_TIME, FIRST_TIME + TIMES)
                    .mapToLong(Long::parseLong)
                    .sum();
        }

        double cpuSeconds() {
            return ticks / TICKS_PER_SECOND;
        }

        double peakResidentMib() {
            return peakResidentKib / 1_024.0;
        }
    }
}
