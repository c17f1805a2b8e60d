package dev.footfall.operations.rejected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class MappingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"status\":\"200\"}     ; .status |= tonumber           ; {\"status\":200}",
                "{\"bytes\":9007199254740993} ; .                         ; {\"bytes\":9007199254740993}",
                "{\"bytes\":643.0}          ; .bytes |= floor             ; {\"bytes\":643}",
                "{\"bytes\":4976698672.5}   ; .bytes |= ceil              ; {\"bytes\":4976698673}",
                "{}                       ; .time = $log_time             ; {\"time\":\"2026-11-20T04:59:54Z\"}",
                "{}                       ; .id //= $place                ; {\"id\":\"events-3-4711\"}",
                "{}                       ; .repo = ($key | split(\"/\") | .[1:] | join(\"/\")) ; {\"repo\":\"org/name\"}",
                "no JSON                  ; {text: .}                     ; {\"text\":\"no JSON\"}",
                "{\"a\":1}                ; {topic: $topic, partition: $partition, offset: $offset} ; "
                        + "{\"topic\":\"events\",\"partition\":3,\"offset\":4711}"
            })
    void makesAnotherValueOfARecord(String value, String mapping, String made) {
        assertEquals(List.of(made), apply(mapping, value));
    }

    @Test
    void leavesOutWhatItMakesNothingOf() {
        assertEquals(List.of(), apply("select(.method == \"GET\")", "{\"method\":\"HEAD\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "env"})
    void refusesWhatIsAnotherValueTheNextTime(String function) {
        var failure = assertThrows(IllegalArgumentException.class, () -> apply(".id = " + function, "{}"));

        assertEquals(
                "the mapping cannot be applied: " + function + " is not available: a mapping must give the same "
                        + "result each time",
                failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {".status |=", "nonsense(", "unknown_function"})
    void namesATextThatIsNoMapping(String mapping) {
        var failure = assertThrows(IllegalArgumentException.class, () -> apply(mapping, "{}"));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("the mapping "), failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"def f: 1 + f; f", "until(false; .)", "last(while(true; .))"})
    void saysThatAMappingCallsItselfWithoutEnd(String mapping) {
        var failure = assertThrows(IllegalArgumentException.class, () -> apply(mapping, "{}"));

        assertEquals("the mapping cannot be applied: it calls itself without end", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\" * 5e8", ".name *= 5e8", "\"x\" * 1e8 | split(\"\")", "(\"{},\" * 3e7) | fromjson"})
    void refusesAStepThatWouldTakeTooMuchMemory(String mapping) {
        var failure = assertThrows(IllegalStateException.class, () -> apply(mapping, "{\"name\":\"x\"}"));

        assertEquals(
                "the mapping takes more than 256 MiB for the record events-3-4711",
                String.valueOf(failure.getMessage()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[range(1e12)]                                      ; (256 MiB|5 s)", // a slow machine takes long
                "(\"a\" * 40 + \"!\") | test(\"^(a+)+$\")             ; 5 s",
            })
    void givesUpAMappingThatMayNeverEnd(String mapping, String bound) {
        var failure = assertThrows(IllegalStateException.class, () -> apply(mapping, "{}"));

        String sentence = "the mapping takes more than " + bound + " for the record events-3-4711";
        assertTrue(String.valueOf(failure.getMessage()).matches(sentence), failure::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ".status |= tonumber        ; a text is not a number",
                ".status |= (.[0:1] | error) ; t",
                ".status |= unknown         ; Function unknown/0 does not exist",
                "error(\"\")                ; a function rejects its input",
            })
    void saysInWordsWhyItCannotBeApplied(String mapping, String why) {
        var failure = assertThrows(IllegalArgumentException.class, () -> apply(mapping, "{\"status\":\"two\"}"));

        assertEquals("the mapping cannot be applied: " + why, failure.getMessage());
    }

    private static List<String> apply(String mapping, String value) {
        var record = new ConsumerRecord<>(
                "events",
                3,
                4_711,
                1_795_150_794_000L,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                "model/org/name".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
        return Mapping.of(mapping).apply(record).stream()
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList();
    }
}
