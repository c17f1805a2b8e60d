package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LifetimeTest {
    private static final Duration FOREVER = Duration.ofHours(1);

    @Test
    void theEndInterruptsAStepOfTheStart() throws Exception {
        try (var lifetime = new Lifetime()) {
            var isWaiting = new CountDownLatch(1);
            var wasInterrupted = new AtomicBoolean();
            var start = new Thread(() -> lifetime.interruptibly(() -> {
                isWaiting.countDown();
                while (!Thread.currentThread().isInterrupted()) LockSupport.parkNanos(FOREVER.toNanos());
                wasInterrupted.set(true);
            }));
            start.start();
            isWaiting.await();

            lifetime.fail("over");
            start.join();

            assertTrue(wasInterrupted.get());
        }
    }

    @Test
    void theEndInterruptsNoLaterStep() {
        try (var lifetime = new Lifetime()) {
            lifetime.interruptibly(() -> {});

            lifetime.fail("over");

            assertFalse(Thread.currentThread().isInterrupted());
        }
    }
}
