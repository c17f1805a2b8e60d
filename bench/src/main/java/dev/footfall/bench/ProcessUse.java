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

final class ProcessUse {
    private static final long MIB = 1L << 20;

    private ProcessUse() {}

    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    static ObjectNode json() {
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance).put("cpu_seconds", cpuNanos() / 1e9);
        addPeaks(json);
        return json;
    }

    static void addPeaks(ObjectNode json) {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(peak -> peak.getUsed())
                .sum();
        // each pool has its peak at another moment, so their sum is a bound from above, as the maximum is
        json.put("peak_heap_mib", Math.min(heap, Runtime.getRuntime().maxMemory()) / MIB);
        json.put("peak_rss_mib", peakResidentKib("self") / 1_024);
    }

    /** The peak of resident memory of a process by its name in {@code /proc}; 0 if it is gone, or the system has none. */
    static long peakResidentKib(String process) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // only Linux has it
        }
    }
}
