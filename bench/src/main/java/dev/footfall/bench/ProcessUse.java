package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The resources that this process has used so far. */
final class ProcessUse {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long MIB = 1L << 20;

    private ProcessUse() {}

    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    static ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("cpu_seconds", cpuNanos() / 1e9);
        addPeaks(json);
        return json;
    }

    /** Adds the peaks of heap and, where the system tells, of resident memory. */
    static void addPeaks(ObjectNode json) {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(peak -> peak.getUsed())
                .sum();
        // each pool has its peak at another moment, so their sum is a bound from above, as the maximum is
        json.put("peak_heap_mib", Math.min(heap, Runtime.getRuntime().maxMemory()) / MIB);
        peakResidentKib().ifPresent(kib -> json.put("peak_rss_mib", kib / 1_024));
    }

    private static OptionalLong peakResidentKib() {
        if (!Files.isReadable(STATUS)) return OptionalLong.empty();
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty(); // not a system that tells
        }
    }
}
