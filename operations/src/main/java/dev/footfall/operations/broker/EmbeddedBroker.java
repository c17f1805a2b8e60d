package dev.footfall.operations.broker;

import dev.footfall.ingest.publish.FileForcer;
import dev.footfall.web.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One Kafka node in this JVM, broker and controller, on loopback only. Its directory keeps topics and records. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final List<String> FORMATTED = List.of("meta.properties", "bootstrap.checkpoint");
    private static final int FIRST_OF_ALL_USERS = 1_024;
    private static final byte[] LOOPBACK = {127, 0, 0, 1}; // Java's is ::1 where there is no other
    private static final String REMAINING = "kafka.log:type=LogManager,name=remainingLogsToRecover,*";
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % 10_000));

    private final Server server;
    private final String bootstrapServers;
    private final Pauses pauses = new Pauses();

    private EmbeddedBroker(Server server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns when clients can use it; fails if the port is in use, or the directory cannot be used. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Optional.empty());
    }

    /** The same for clients with this login alone. */
    public static EmbeddedBroker start(Path directory, int port, Optional<BrokerLogin> login) {
        requireLoopback();
        if (port != 0) requireFree("127.0.0.1", port, "kafka.port");
        int clientPort = port == 0 ? freePort(port) : port;
        Properties settings = BrokerSettings.of(directory, clientPort, freePort(clientPort));
        login.ifPresent(known -> settings.putAll(known.server()));
        return start(directory, settings, Uuid.randomUuid().toString());
    }

    static EmbeddedBroker start(Path directory, Properties settings, String clusterId) {
        DirectoryFailure.endProcess(directory);
        Exit.setShutdownHookAdder((name, hook) -> {}); // Java takes none in a process that is told to stop
        Server server = format(directory, settings, clusterId);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            Optional<String> failure = DirectoryFailure.sentence(directory);
            server.shutdown();
            throw new IllegalStateException(
                    failure.orElseGet(() -> "the embedded Kafka in " + directory + " did not start: " + reason(e)), e);
        }
        String clients = settings.getProperty("advertised.listeners");
        return new EmbeddedBroker(server, clients.substring(clients.indexOf("//") + 2));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        pauses.close();
        var stopping = new Thread(server::shutdown, "embedded-broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Server format(Path directory, Properties settings, String clusterId) {
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(directory);
            if (!isFormatted(directory)) {
                for (String half : FORMATTED) Files.deleteIfExists(directory.resolve(half));
                new Formatter()
                        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                        .setClusterId(clusterId)
                        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                        .setMetadataLogDirectory(directory.toString())
                        .addDirectory(directory.toString())
                        .setPrintStream(silence)
                        .run();
                for (String file : FORMATTED) FileForcer.SYSTEM.force(directory.resolve(file));
                FileForcer.SYSTEM.force(directory);
            }
            LostTopics.refuse(directory);
            var config = KafkaConfig.fromProps(settings, false);
            boolean isAlone = !settings.getProperty("controller.quorum.voters").contains(",");
            return isAlone ? new LoneNode(config) : new KafkaRaftServer(config, Time.SYSTEM);
        } catch (Exception e) { // the formatter declares no narrower one
            Optional<String> failure = DirectoryFailure.sentence(directory);
            throw new IllegalStateException(
                    failure.orElseGet(() -> "the directory " + directory + " cannot hold Kafka's data: " + reason(e)),
                    e);
        }
    }

    /** False also where a loss of power came before the broker's first start: it may have taken a part of these files. */
    private static boolean isFormatted(Path directory) throws IOException {
        if (!Files.exists(directory.resolve("meta.properties"))) return false;
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(Files::isDirectory);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /**
     * None of those that systems lend to outgoing connections: one of these could take it before the broker does. None twice, and
     * every process begins elsewhere: another broker could have chosen it, and not opened it yet.
     */
    static int freePort(int taken) {
        return IntStream.generate(NEXT_PORT::getAndIncrement)
                .limit(100)
                .map(next -> 10_000 + next % 10_000)
                .filter(port -> port != taken && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port on 127.0.0.1 from 10000 to 19999"));
    }

    /** Fails where this machine cannot be reached from itself: Kafka would report faults of threads and disks. */
    private static void requireLoopback() {
        try (var server = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            new Socket(server.getInetAddress(), server.getLocalPort()).close();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Kafka cannot use 127.0.0.1: " + e.getMessage() + "; start it (ip link set lo up)", e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Fails if a port is in use or not allowed, naming its setting; all other faults are its server's to report. */
    public static void requireFree(String host, int port, String setting) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            boolean isTaken = Listener.isTaken(host, port);
            boolean isDenied = port < FIRST_OF_ALL_USERS && canBind(host);
            if (!isTaken && !isDenied) return;
            String why = isTaken ? " is in use: stop what listens there, or" : " is not allowed for this user:";
            throw new IllegalStateException(
                    "port " + port + " of " + host + why + " choose another with --set " + setting + "=PORT", e);
        }
    }

    /** True if the address is this machine's. */
    private static boolean canBind(String host) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Partitions whose logs are still to be checked after a crash, as the broker's gauges say; 0 before it looks. */
    public static long partitionsToCheck() {
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
