package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The numbers of questions by kind: asked, answered whole. Safe for any number of threads. */
final class AskedByKind {
    private final Map<String, Numbers> kinds = new ConcurrentSkipListMap<>();

    private static final class Numbers {
        final AtomicLong asked = new AtomicLong();
        final AtomicLong complete = new AtomicLong();
    }

    void add(Question question, boolean isWhole) {
        String kind = question.getClass().getSimpleName().replace("Question", "");
        Numbers numbers = kinds.computeIfAbsent(kind, unused -> new Numbers());
        numbers.asked.incrementAndGet();
        if (isWhole) numbers.complete.incrementAndGet();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        kinds.forEach((kind, numbers) ->
                json.putObject(kind).put("asked", numbers.asked.get()).put("complete", numbers.complete.get()));
        return json;
    }
}
