package dev.footfall.standalone.cluster;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A counting node in a process of its own, to be killed. */
final class CountingNode {
    private CountingNode() {}

    /** Arguments: the broker, the state directory, the port that stands for it. */
    public static void main(String[] arguments) throws InterruptedException {
        var config =
                KnownLog.configOfOneSoonMissed(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        try (var aggregator = new Aggregator(
                config,
                new SteadyTime(System::nanoTime, System.currentTimeMillis()),
                sentence -> Runtime.getRuntime().halt(1))) {
            aggregator.start();
            Thread.currentThread().join();
        }
    }

    static ChildProcess start(String bootstrapServers, Path stateDirectory, int port, Path output) {
        return ChildProcess.start(
                output,
                Map.of(),
                CountingNode.class.getName(),
                List.of(bootstrapServers, stateDirectory.toString(), Integer.toString(port)));
    }
}
