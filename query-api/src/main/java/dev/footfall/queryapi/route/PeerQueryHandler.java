package dev.footfall.queryapi.route;

import dev.footfall.queryapi.peers.QuestionHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Answers the queries of peers from this node's own partitions. It never asks another node. */
public final class PeerQueryHandler implements QuestionHandler {
    private final LocalNode node;
    private final WireCodec codec;

    /**
     * Answers for this node.
     *
     * @param codec of all questions that it answers
     */
    public PeerQueryHandler(LocalNode node, WireCodec codec) {
        this.node = node;
        this.codec = codec;
    }

    @Override
    public PeerAnswer answer(byte[] question) throws MalformedQuestion {
        return answer(codec.decode(question, node.state().partitions()));
    }

    private <T> PeerAnswer answer(PeerRequest<T> request) {
        var answer = new Answered<>(request.query(), codec.format(request.query()), new TreeMap<>());
        try {
            node.answer(request.query(), request.partitions(), request.standbyToo(), answer.results::put);
            return answer;
        } catch (RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private record Answered<T>(
            PartitionQuery<T> query, AnswerFormat<T> format, Map<Integer, PartitionResult<T>> results)
            implements PeerAnswer {
        @Override
        public int status() {
            return switch (PartitionResult.outcome(results.values())) {
                case NOT_OWNED -> 421;
                case NOT_READY -> 503;
                default -> 200;
            };
        }

        @Override
        public boolean isStreamed() {
            return format.isStreamed();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            format.write(query, results, out);
        }

        @Override
        public void close() {
            query.release(results.values().stream()
                    .flatMap(result -> result.value().stream())
                    .toList());
        }
    }
}
