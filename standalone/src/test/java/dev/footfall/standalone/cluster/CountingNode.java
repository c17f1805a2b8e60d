package dev.footfall.standalone.cluster;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.SteadyTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A counting node in a process of its own, to be killed. */
final class CountingNode {
    private CountingNode() {}

    /** Arguments: the broker, the state directory, the port that stands for it. */
    public static void main(String[] arguments) throws InterruptedException {
        var config = KnownLog.config(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        try (var aggregator = new Aggregator(
                config,
                new SteadyTime(System::nanoTime, System.currentTimeMillis()),
                sentence -> Runtime.getRuntime().halt(1))) {
            aggregator.start();
            Thread.currentThread().join();
        }
    }

    static Process start(String bootstrapServers, Path stateDirectory, int port, File output) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingNode.class.getName(),
                        bootstrapServers,
                        stateDirectory.toString(),
                        Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }
}
