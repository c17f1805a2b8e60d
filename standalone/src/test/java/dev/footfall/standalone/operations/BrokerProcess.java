package dev.footfall.standalone.operations;

import dev.footfall.standalone.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/** A Kafka node as a process of its own, which can be killed, paused, and started again on what it had. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CLUSTER_ID = "NqlgCbRwQBOuKp4cUgEAOA";

    /** Quick to start and to notice that a node is gone; alone unless settings say otherwise. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENTS"),
            Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "2"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "2"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"));

    private final Path directory;
    private final InetSocketAddress address;
    private ChildProcess process;

    private BrokerProcess(Path directory, InetSocketAddress address) {
        this.directory = directory;
        this.address = address;
        this.process = launch();
    }

    /**
     * Formats a node and starts it; it is not there at once.
     *
     * @param directory where its settings and output are; made
     * @param address where clients reach it
     * @param settings all that it is told
     */
    static BrokerProcess start(Path directory, InetSocketAddress address, Map<String, String> settings) {
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(directory);
            String log = settings.getOrDefault("log.dirs", "");
            new Formatter()
                    .setNodeId(Integer.parseInt(settings.getOrDefault("node.id", "")))
                    .setClusterId(CLUSTER_ID)
                    .setControllerListenerName(settings.getOrDefault("controller.listener.names", ""))
                    .setMetadataLogDirectory(log)
                    .addDirectory(log)
                    .setPrintStream(silence)
                    .run();
            var file = new Properties();
            file.putAll(settings);
            try (Writer writer = Files.newBufferedWriter(directory.resolve("server.properties"))) {
                file.store(writer, null);
            }
        } catch (Exception e) { // the formatter declares no narrower one
            throw new IllegalStateException("the node in " + directory + " cannot be formatted", e);
        }
        return new BrokerProcess(directory, address);
    }

    /** Starts a small node on loopback with these settings beside its own, and waits for it. */
    static BrokerProcess small(Path directory, Map<String, String> more) {
        int port = freePort();
        int controllerPort = freePort(port);
        var settings = new HashMap<>(SMALL);
        settings.put("log.dirs", directory.resolve("log").toString());
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.putAll(more);
        boolean isController = !settings.getOrDefault("process.roles", "").equals("broker");
        settings.put(
                "listeners",
                "CLIENTS://127.0.0.1:" + port + (isController ? ",CONTROLLER://127.0.0.1:" + controllerPort : ""));
        var broker = start(directory, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), settings);
        broker.awaitListening();
        return broker;
    }

    String bootstrapServers() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** The settings by which it was started. */
    Properties settings() throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(directory.resolve("server.properties"))) {
            settings.load(file);
        }
        return settings;
    }

    private ChildProcess launch() {
        String settings = directory.resolve("server.properties").toString();
        return ChildProcess.start(directory.resolve("output"), Map.of(), ChildProcess.KAFKA, List.of(settings));
    }

    void awaitListening() {
        Awaitility.await("broker at " + address).atMost(PATIENCE).until(this::isListening);
    }

    private boolean isListening() {
        if (!process.isAlive()) throw new AssertionError("the broker ended; it said: " + process.output());
        try (var socket = new Socket()) {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void kill() {
        process.kill();
    }

    void startAgain() {
        process = launch();
        awaitListening();
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    /** Ends it, and does not wait for it to hand over in order. */
    @Override
    public void close() {
        process.kill();
    }

    static int freePort() {
        return freePort(0);
    }

    private static int freePort(int taken) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return port == taken ? freePort(taken) : port;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
