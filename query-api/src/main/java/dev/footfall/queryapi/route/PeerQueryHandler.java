package dev.footfall.queryapi.route;

import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.peers.PeerAnswer;
import dev.footfall.queryapi.peers.QuestionHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers the queries of peers from this node's own partitions. It never asks another node.
 *
 * @param states this node's parts by the state's name; empty for one that it does not count
 */
public record PeerQueryHandler(Function<String, Optional<LocalNode>> states, WireCodec codec, int partitions)
        implements QuestionHandler {
    @Override
    public PeerAnswer answer(byte[] question) throws MalformedQuestion {
        return answer(codec.decode(question, partitions));
    }

    private <T> PeerAnswer answer(PeerRequest<T> request) {
        var answer = new QueryAnswer<>(request.query(), codec.format(request.query()), new ArrayList<>());
        try {
            Optional<LocalNode> node = states.apply(request.state());
            node.ifPresentOrElse(
                    counted -> counted.answer(
                            request.query(), request.partitions(), request.standbyToo(), answer.results::add),
                    () -> request.partitions().forEach(partition -> answer.results.add(absent(partition))));
            return answer;
        } catch (RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static <T> PartitionResult<T> absent(int partition) {
        return PartitionResult.notReady(partition, "a node does not count this state yet, or counts it by other rules");
    }

    private record QueryAnswer<T>(PartitionQuery<T> query, AnswerFormat<T> format, List<PartitionResult<T>> results)
            implements PeerAnswer {
        @Override
        public int status() {
            return switch (PartitionResult.outcome(results)) {
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
            query.release(PartitionResult.values(results));
        }
    }
}
