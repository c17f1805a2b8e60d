package dev.footfall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The resources that another process has used when it was last looked at, where the system tells: on Linux. */
final class SeenProcess {
    /** Ticks of a second in a process's {@code stat}, of which Linux has as many everywhere. */
    private static final double TICKS_PER_SECOND = 100;

    /** After the name in brackets: the times of the process and of those that it waited for, in user and kernel mode. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private final Path directory;
    private long ticks;
    private long peakResidentKib;

    SeenProcess(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
    }

    /** Looks; one that has gone stays as it was. */
    void look() {
        try {
            ticks = Math.max(ticks, ticks(Files.readString(directory.resolve("stat"))));
            Files.readAllLines(directory.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .forEach(kib -> peakResidentKib = Math.max(peakResidentKib, kib));
        } catch (IOException e) {
            // it has just gone, or this system does not tell: what was seen before stands
        }
    }

    /** The four times of a line of {@code /proc/PID/stat}; the name in it may have blanks and brackets. */
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
