package dev.footfall.queryapi.route;

import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs expensive reads, such as of all rows of a partition, on as many threads as there are processors, first come
 * first served. Thread-safe; a read must not wait for another.
 */
public final class ReadThreads {
    private static final int IDLE_SECONDS = 10;
    private static final ExecutorService THREADS = threads(Runtime.getRuntime().availableProcessors(), "query-walk");

    private ReadThreads() {}

    /** Threads of this name, at most as many; they end when they are idle. */
    public static ExecutorService threads(int most, String name) {
        var threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreadFactory(name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    public static <T> Future<T> begin(Callable<T> read) {
        return THREADS.submit(read);
    }

    /** In their order. Those that are not done when the caller is interrupted are given up. */
    static <T> List<T> all(List<Callable<T>> reads) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> done : THREADS.invokeAll(reads)) results.add(result(done));
        return results;
    }

    /** Unavailable if the caller is interrupted. */
    public static <T> Answer<T> answer(Future<Answer<T>> read) {
        try {
            return result(read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>("the request took too long");
        }
    }

    private static <T> T result(Future<T> read) throws InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException("a read failed", e.getCause());
        }
    }
}
