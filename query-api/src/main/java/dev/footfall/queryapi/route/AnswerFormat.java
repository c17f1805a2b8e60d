package dev.footfall.queryapi.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

interface AnswerFormat<T> {
    /** True if an answer is read while it comes in. */
    default boolean isStreamed() {
        return false;
    }

    void write(PartitionQuery<T> query, List<PartitionResult<T>> results, OutputStream out) throws IOException;

    /** Closes the body unless a result reads it. Fails if it is no answer about {@code asked}, each at most once. */
    List<PartitionResult<T>> read(Set<Integer> asked, InputStream body) throws IOException;

    /** Each was asked, and none is there twice; a partition that the peer does not speak of is not its own. */
    static <T> List<PartitionResult<T>> checked(List<PartitionResult<T>> read, Set<Integer> asked) throws IOException {
        Set<Integer> missing = new TreeSet<>(asked);
        for (PartitionResult<T> one : read) {
            if (!missing.remove(one.partition())) throw new IOException("a result for partition " + one.partition());
        }
        return Stream.concat(read.stream(), missing.stream().map(PartitionResult::<T>notOwned))
                .toList();
    }
}
