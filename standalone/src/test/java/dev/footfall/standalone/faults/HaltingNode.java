package dev.footfall.standalone.faults;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A counting node in a process of its own that goes like a power cut when it comes to a moment. */
final class HaltingNode {
    static final int HALTED = 7;

    private HaltingNode() {}

    /** Arguments: the broker, the state directory, the moment. */
    public static void main(String[] arguments) throws InterruptedException {
        var last = Moment.valueOf(arguments[2]);
        FaultyClients.set("halting", (moment, transactionalId) -> {
            if (moment == last) Runtime.getRuntime().halt(HALTED);
        });
        try (var aggregator = new Aggregator(
                TestLog.config(TestLog.MAIN, arguments[0], Path.of(arguments[1]), "halting"),
                new SteadyTime(System::nanoTime, System.currentTimeMillis()),
                sentence -> Runtime.getRuntime().halt(1))) {
            aggregator.start();
            Thread.currentThread().join();
        }
    }

    static ChildProcess start(String bootstrapServers, Path stateDirectory, Moment last, Path output) {
        return ChildProcess.start(
                output,
                Map.of(),
                HaltingNode.class.getName(),
                List.of(bootstrapServers, stateDirectory.toString(), last.name()));
    }
}
