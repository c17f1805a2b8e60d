package dev.footfall.bench;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Set;
import org.apache.kafka.common.utils.Time;

/** The ways to a clock, called or handed on as a method reference: the JDK's, and the one of Kafka's clients. */
final class ClockReadings {
    private static final Set<String> SYSTEM_CLOCKS = Set.of("currentTimeMillis", "nanoTime");

    private ClockReadings() {}

    static ArchCondition<JavaClass> readAClock() {
        return new ArchCondition<>("read a clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(ClockReadings::isClock)
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
            }
        };
    }

    private static boolean isClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String member = access.getTarget().getName();
        return owner.isAssignableTo(InstantSource.class)
                || (owner.isAssignableTo(Time.class) && !isOurs(owner))
                || (owner.isEquivalentTo(Calendar.class) && member.equals("getInstance"))
                || (owner.isEquivalentTo(System.class) && SYSTEM_CLOCKS.contains(member))
                || (owner.getPackageName().startsWith("java.time") && member.equals("now"));
    }

    /** A clock of our own is made of others; where it reads them is seen in its own code. */
    private static boolean isOurs(JavaClass owner) {
        return owner.getPackageName().startsWith("dev.footfall");
    }
}
