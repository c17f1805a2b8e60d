package dev.footfall.proofs.cluster;

import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.operations.broker.ClusterMember;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The entry point of a process of the cluster. It is what the commands {@code serve} and {@code ingest} are, or a Kafka
 * node, and dies when its input ends, as that does when the process dies that started it.
 */
final class MemberProcess {
    private MemberProcess() {}

    /** Runs the role that the first argument names. */
    public static void main(String[] arguments) {
        dieWithParent();
        try (var lifetime = new Lifetime()) {
            run(open(arguments, lifetime), lifetime);
        } catch (Exception e) { // the process's edge
            System.err.println("footfall: the process for '" + arguments[0] + "': " + e);
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(AutoCloseable room, Lifetime lifetime) throws Exception {
        try (room) {
            lifetime.await();
        }
    }

    private static AutoCloseable open(String[] arguments, Lifetime lifetime) {
        Settings settings = Settings.read(null, System.getenv(), Map.of());
        return switch (arguments[0]) {
            case "broker" -> member(arguments).join(Path.of(arguments[1]));
            case "node" -> ServeNode.start(settings, ConfiguredExtras.ofQuery(settings), lifetime::fail);
            case "ingest" -> IngestNode.start(settings, ConfiguredExtras.ofIngest(settings));
            default -> throw new IllegalArgumentException("there is no role " + arguments[0]);
        };
    }

    /** The arguments that make {@link #main} this node. */
    static List<String> arguments(Path directory, ClusterMember member) {
        return List.of(
                directory.toString(),
                Integer.toString(member.id()),
                member.clusterId(),
                join(member.clientPorts()),
                join(member.controllerPorts()));
    }

    private static ClusterMember member(String[] arguments) {
        return new ClusterMember(
                Integer.parseInt(arguments[2]), arguments[3], numbers(arguments[4]), numbers(arguments[5]));
    }

    private static String join(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    private static List<Integer> numbers(String joined) {
        return Stream.of(joined.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static void dieWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
