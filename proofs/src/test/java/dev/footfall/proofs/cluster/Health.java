package dev.footfall.proofs.cluster;

import static java.util.Objects.requireNonNull;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Node;

/** Checks that processes are as well as they were before a fault. */
final class Health implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Admin admin;
    private final int brokers;

    Health(String bootstrapServers, int brokers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.brokers = brokers;
    }

    /** Waits until it is up. */
    void awaitUp(Member member, Duration patience) {
        long giveUpNanos = System.nanoTime() + patience.toNanos();
        while (!isWell(member)) {
            if (member.hasEnded()) throw new IllegalStateException(member + " has ended: see its output");
            if (System.nanoTime() > giveUpNanos || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(member + " was not up within " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** The same as {@link #isUp}; false, too, when it is interrupted. */
    boolean isWell(Member member) {
        try {
            return isUp(member);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A Kafka node is up when it listens and every replica of the cluster is in sync, another when it says so. */
    boolean isUp(Member member) throws InterruptedException {
        if (!member.isRunning()) return false;
        return member.role() == Member.Role.BROKER ? listens(member) && isInSync() : isReady(member, "/ready");
    }

    /** False for a broker that is on its way up: until it registers, the others hold it for the one that was killed. */
    private static boolean listens(Member broker) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until each of these nodes {@link #hasStandbys}; false when they have none in time. */
    boolean awaitStandbys(List<Member> nodes, Duration patience) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + patience.toNanos();
        while (!haveStandbys(nodes)) {
            if (System.nanoTime() > giveUpNanos) return false;
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return true;
    }

    /** True if each of these nodes {@link #hasStandbys}. */
    boolean haveStandbys(List<Member> nodes) throws InterruptedException {
        for (Member node : nodes) {
            if (!hasStandbys(node)) return false;
        }
        return true;
    }

    /** True if the partitions that a node counts are followed by another, and those that it follows are whole. */
    boolean hasStandbys(Member node) throws InterruptedException {
        return node.isRunning() && isReady(node, "/ready/standbys");
    }

    private boolean isReady(Member member, String path) throws InterruptedException {
        return fault(member, path).isEmpty();
    }

    /** The answer of a member that is not ready; empty for one that is. */
    Optional<String> fault(Member member, String path) throws InterruptedException {
        try {
            HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + member.port() + path))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(answer.body());
        } catch (IOException e) {
            return Optional.of(e.toString()); // not there yet
        }
    }

    private boolean isInSync() throws InterruptedException {
        try {
            if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() < brokers) return false;
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(5, TimeUnit.SECONDS);
            return admin.describeTopics(names).allTopicNames().get(5, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException e) {
            return false; // in the middle of it
        }
    }

    /** The number of the broker that leads each partition of the topic of events; empty for one without a leader. */
    List<Optional<Integer>> leaders() throws InterruptedException {
        String topic = Topics.STANDARD.name(TopicSpec.DOWNLOAD_EVENTS);
        try {
            var described = admin.describeTopics(List.of(topic)).allTopicNames().get(5, TimeUnit.SECONDS);
            return requireNonNull(described.get(topic)).partitions().stream()
                    .map(partition -> Optional.ofNullable(partition.leader()).map(Node::id))
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the leaders of " + topic + " are not known: " + e, e);
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
