package dev.footfall.standalone.broker;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Progress of the embedded broker at the logs that it has to check after a crash, as the broker's own gauges have it. */
public final class LogRecovery {
    private static final String REMAINING = "kafka.log:type=LogManager,name=remainingLogsToRecover,*";

    private LogRecovery() {}

    /** Partitions whose logs are still to be checked; 0 when there are none, or the broker has not looked yet. */
    public static long remainingPartitions() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            Set<ObjectName> gauges = beans.queryNames(new ObjectName(REMAINING), null);
            long remaining = 0;
            for (ObjectName gauge : gauges) remaining += ((Number) beans.getAttribute(gauge, "Value")).longValue();
            return remaining;
        } catch (JMException e) { // a gauge that has just gone: its work is done
            return 0;
        }
    }
}
