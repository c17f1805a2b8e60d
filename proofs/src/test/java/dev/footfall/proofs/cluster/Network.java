package dev.footfall.proofs.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The network of processes on loopback, in which one can be cut off from all others: rules of iptables, in a chain of
 * this process that a shell removes when this process has ended, killed or not. Each member runs in a group of its own,
 * by which the rules know the packets that it sends; the connections that it makes carry the group as their mark.
 */
public final class Network implements AutoCloseable {
    private static final List<String> TOOLS = List.of("/usr/sbin/iptables", "/usr/bin/setpriv");
    private static final String CHAIN = "FOOTFALL-" + ProcessHandle.current().pid();

    /** The kinds of cuts. */
    public enum Cut {
        /** Nothing that others send arrives. */
        INBOUND,
        /** Nothing that it sends arrives. */
        OUTBOUND,
        /** Both. */
        WHOLE,
        /** Nobody can connect to it, but it can connect to others: a wrong rule of a firewall. */
        LISTENERS
    }

    private final Process cleaner;

    private Network() throws IOException {
        iptables("-N", CHAIN);
        String clean =
                "trap '' INT TERM HUP; cat; iptables -w -D OUTPUT -o lo -j $0; iptables -w -F $0; iptables -w -X $0";
        cleaner = new ProcessBuilder("/bin/sh", "-c", clean, CHAIN).start();
        iptables("-I", "OUTPUT", "-o", "lo", "-j", CHAIN);
    }

    /** A network; empty, with a note on the reason, where this process may not or cannot change it. */
    public static Optional<Network> open(Consumer<String> notes) {
        try {
            boolean isRoot = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
            if (isRoot && TOOLS.stream().allMatch(tool -> Files.isExecutable(Path.of(tool)))) {
                return Optional.of(new Network());
            }
            notes.accept("nobody is cut off: that needs root, and " + TOOLS);
        } catch (IOException | IllegalStateException e) {
            notes.accept("nobody is cut off: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The words before the command of a process with this first port, that the rules may know it. */
    List<String> place(int port) {
        mark(port);
        return List.of("setpriv", "--regid=" + port, "--clear-groups");
    }

    private static void mark(int group) {
        String number = Integer.toString(group);
        String[] rule = {"-m", "conntrack", "--ctstate", "NEW", "-m", "owner", "--gid-owner", number};
        Stream<String> words = Stream.concat(Stream.of(rule), Stream.of("-j", "CONNMARK", "--set-mark", number));
        iptables(Stream.concat(Stream.of("-A", CHAIN), words).toArray(String[]::new));
    }

    /** Cuts a process off until the result is closed. */
    public Closing cut(Member member, Cut cut) {
        String group = Integer.toString(member.port());
        String ports = member.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        var rules = new ArrayList<List<String>>();
        if (cut != Cut.OUTBOUND) rules.add(List.of("-p", "tcp", "-m", "multiport", "--dports", ports));
        if (cut == Cut.INBOUND || cut == Cut.WHOLE) {
            rules.add(List.of("-m", "connmark", "--mark", group, "-m", "owner", "!", "--gid-owner", group));
        }
        if (cut == Cut.OUTBOUND || cut == Cut.WHOLE) rules.add(List.of("-m", "owner", "--gid-owner", group));
        rules.forEach(rule -> drop("-A", rule));
        return () -> rules.forEach(rule -> drop("-D", rule));
    }

    /** The end of a cut. */
    @FunctionalInterface
    public interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private static void drop(String change, List<String> rule) {
        iptables(Stream.of(Stream.of(change, CHAIN), rule.stream(), Stream.of("-j", "DROP"))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static void iptables(String... words) {
        try {
            var command = Stream.concat(Stream.of("iptables", "-w"), Stream.of(words));
            Process process = new ProcessBuilder(command.toList())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException("iptables: " + said.strip());
        } catch (IOException e) {
            throw new IllegalStateException("iptables cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the network was changed", e);
        }
    }

    @Override
    public void close() {
        try {
            cleaner.getOutputStream().close();
            cleaner.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("the rules in " + CHAIN + " were not removed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
