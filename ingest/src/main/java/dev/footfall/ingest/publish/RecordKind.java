package dev.footfall.ingest.publish;

import dev.footfall.events.EventEncoder;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.WritableEvent;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kind of what is written: its topic, and a record's key, if it has one, and value. */
public record RecordKind<T>(
        TopicSpec topic, Function<T, byte @Nullable []> key, BiFunction<T, EventEncoder, byte[]> value) {
    public static final RecordKind<WritableEvent> EVENTS =
            new RecordKind<>(TopicSpec.DOWNLOAD_EVENTS, WritableEvent::keyBytes, WritableEvent::json);
    public static final RecordKind<RepositoryEvent> REPOSITORIES = new RecordKind<>(
            TopicSpec.REPOSITORIES, event -> event.repo().keyBytes(), (event, encoder) -> event.toJson());
    public static final RecordKind<RenameEvent> RENAMES =
            new RecordKind<>(TopicSpec.REPOSITORIES, RenameEvent::keyBytes, (rename, encoder) -> rename.toJson());
    public static final RecordKind<LikeEvent> LIKES =
            new RecordKind<>(TopicSpec.LIKES, like -> like.repo().keyBytes(), (like, encoder) -> like.toJson());
    public static final RecordKind<RejectedEvent> REJECTED =
            new RecordKind<>(TopicSpec.REJECTED, event -> null, (event, encoder) -> event.toJson());
}
