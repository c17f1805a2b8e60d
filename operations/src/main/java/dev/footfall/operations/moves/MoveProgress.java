package dev.footfall.operations.moves;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.footfall.events.Topics;
import dev.footfall.events.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A move and the places it has reached: written with the records themselves, in one transaction. */
record MoveProgress(String move, List<MovedPart> parts) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    MoveProgress {
        parts = List.copyOf(parts);
    }

    static MoveProgress begun() {
        return new MoveProgress(UUID.randomUUID().toString(), List.of());
    }

    /** Fails if the bytes are none: a later release may know more of a move. */
    static MoveProgress decode(byte[] json) {
        return Unchecked.io(() -> JSON.readValue(json, MoveProgress.class));
    }

    byte[] toJson() {
        return Unchecked.io(() -> JSON.writeValueAsBytes(this));
    }

    static byte[] key() {
        return Topics.MOVE_KEY.getBytes(StandardCharsets.UTF_8);
    }
}
