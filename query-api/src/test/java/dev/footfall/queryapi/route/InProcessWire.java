package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.peers.PeerAnswer;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import dev.footfall.queryapi.peers.Peers;
import dev.footfall.queryapi.peers.QuestionHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Nodes in one process that hand each other bytes. */
final class InProcessWire implements Wire, Peers {
    private final Map<NodeAddress, QuestionHandler> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public NodeAddress open(QuestionHandler handler) {
        var address = new NodeAddress("node", 1 + handlers.size());
        handlers.put(address, handler);
        return address;
    }

    @Override
    public void kill(NodeAddress node) {
        handlers.put(node, question -> {
            throw new IllegalStateException("the process has gone");
        });
    }

    @Override
    public Peers peers() {
        return this;
    }

    @Override
    public CompletableFuture<PeerReply> ask(NodeAddress peer, byte[] question, Duration patience) {
        QuestionHandler handler = Optional.ofNullable(handlers.get(peer)).orElseThrow();
        return CompletableFuture.supplyAsync(() -> answer(handler, question), threads);
    }

    @Override
    public CompletableFuture<PeerReply> open(NodeAddress peer, byte[] question, Duration patience) {
        return ask(peer, question, patience);
    }

    private static PeerReply answer(QuestionHandler handler, byte[] question) {
        var bytes = new ByteArrayOutputStream();
        try (PeerAnswer answer = handler.answer(question)) {
            answer.writeTo(bytes);
            return new PeerReply.Answered(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | MalformedQuestion e) {
            boolean isBegun = bytes.size() > 0;
            InputStream begun = new ByteArrayInputStream(bytes.toByteArray());
            return isBegun
                    ? new PeerReply.Answered(begun)
                    : new PeerReply.Silent(PeerOutcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
