package dev.footfall.operations.rejected;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work that may never end, within bounds. Java cannot stop a thread: work that exceeds a bound runs until the process
 * ends.
 *
 * @param time the longest that it may take
 * @param bytes the most that it may allocate
 */
record BoundedWork(Duration time, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LOOK_MILLIS = 5;

    /**
     * Does it.
     *
     * @throws ExecutionException with what it threw, a stack overflow too
     * @throws IllegalStateException if it reaches a bound; the message says which
     */
    <T> T run(Callable<T> work) throws ExecutionException {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, "footfall-bounded");
        thread.setDaemon(true);
        thread.start();
        long giveUpNanos = System.nanoTime() + time.toNanos();
        while (true) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() > giveUpNanos) throw beyond(time.toSeconds() + " s");
                if (THREADS.getThreadAllocatedBytes(thread.getId()) > bytes) throw beyond((bytes >> 20) + " MiB");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static IllegalStateException beyond(String bound) {
        return new IllegalStateException("takes more than " + bound);
    }
}
