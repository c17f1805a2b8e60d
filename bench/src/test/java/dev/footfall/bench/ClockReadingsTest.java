package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ClockReadingsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Calls.class,
                CallsKafka.class,
                CallsToday.class,
                MakesAClock.class,
                AsksAClock.class,
                HandsOnNanoTime.class,
                HandsOnKafkas.class,
                HandsOnInstants.class
            })
    void areFoundInEveryForm(Class<?> type) {
        assertEquals(true, result(type).hasViolation(), type::getSimpleName);
    }

    @ParameterizedTest
    @ValueSource(classes = {TakesAClock.class, ReadsATime.class})
    void areNotSeenWhereATimeIsHandedIn(Class<?> type) {
        assertEquals(false, result(type).hasViolation(), type::getSimpleName);
    }

    private static EvaluationResult result(Class<?> type) {
        return ArchRuleDefinition.noClasses()
                .should(ClockReadings.readAClock())
                .evaluate(new ClassFileImporter().importClasses(type));
    }

    record Calls() {
        long now() {
            return System.currentTimeMillis();
        }
    }

    record CallsKafka() {
        long now() {
            return Time.SYSTEM.milliseconds();
        }
    }

    record CallsToday() {
        LocalDate now() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    record MakesAClock() {
        Clock now() {
            return Clock.systemUTC();
        }
    }

    record AsksAClock(Clock clock) {
        Instant now() {
            return clock.instant();
        }
    }

    record HandsOnNanoTime() {
        LongSupplier clock() {
            return System::nanoTime;
        }
    }

    record HandsOnKafkas() {
        LongSupplier clock() {
            return Time.SYSTEM::nanoseconds;
        }
    }

    record HandsOnInstants() {
        Supplier<Instant> clock() {
            return Instant::now;
        }
    }

    record TakesAClock(LongSupplier nanos) {
        long now() {
            return nanos.getAsLong();
        }
    }

    record ReadsATime() {
        Instant of(long millis) {
            return Instant.ofEpochMilli(millis);
        }
    }
}
