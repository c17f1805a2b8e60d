package dev.footfall.standalone;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StandaloneTest {
    @Test
    void refusesToStartWhereKafkaWouldFindNoDescriptor() {
        var refused = assertThrows(IllegalStateException.class, () -> Standalone.requireDescriptors(8, 256));

        assertEquals(
                "this process may open 256 files, and with 8 partitions it needs 286: raise the limit"
                        + " (ulimit -n 65536, or LimitNOFILE of systemd)",
                refused.getMessage());
        Standalone.requireDescriptors(8, 286);
    }

    @Test
    void asksNoNameServerForTheNameOfTheMachine() throws ReflectiveOperationException {
        Class<?> log4j = Class.forName("org.apache.logging.log4j.LogManager"); // compiled against, javac warns

        Object context = log4j.getMethod("getContext", boolean.class).invoke(null, false);

        assertEquals(
                "org.apache.logging.log4j.simple",
                requireNonNull(context).getClass().getPackageName());
    }
}
