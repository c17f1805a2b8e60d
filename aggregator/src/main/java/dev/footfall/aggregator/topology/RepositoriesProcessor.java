package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.events.FieldError;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last state of every repository, and all renames, by their place in the log as compaction does, on each instance. Each reads the whole topic, at the
 * start and from then on; so what is no state is not written to a topic (it would be once for each), but counted, and the
 * first of them logged, without what they say.
 */
final class RepositoriesProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoriesProcessor.class);

    /** The number of records that are no states which are logged, each on a line: a topic may be full of them. */
    private static final int LOGGED = 10;

    private static final byte[] NOTHING = {};

    private final LiveRegistrations tally;

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<Bytes, byte[]> store;

    RepositoriesProcessor(LiveRegistrations tally) {
        this.tally = tally;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = context.getStateStore(LiveRegistrations.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        boolean isRename = record.key() != null && RenameEvent.isKey(record.key());
        if (isRename) take(read(record, RenameEvent::decode, RenameEvent::keyBytes), tally::apply);
        else take(read(record, RepositoryEvent::decode, event -> event.repo().keyBytes()), this::keep);
    }

    private <T> void take(Parsed<T> parsed, Consumer<T> use) {
        parsed.value().ifPresent(use);
        if (parsed instanceof Parsed.Invalid<T> invalid) reject(invalid.reason());
    }

    private static <T> Parsed<T> read(
            Record<byte[], byte[]> record, BiFunction<byte[], Long, Parsed<T>> decode, Function<T, byte[]> key) {
        if (record.value() == null) return Parsed.invalid(FieldError.JSON, "the record has no value");
        Parsed<T> parsed = decode.apply(record.value(), record.timestamp());
        return parsed.flatMap(event -> Arrays.equals(key.apply(event), record.key())
                ? parsed
                : Parsed.invalid(RecordKey.FIELD, "the record's key is not its repository"));
    }

    /** Stores a state. A reader may come between any two writes: a member counts only where its state agrees. */
    private void keep(RepositoryEvent event) {
        Bytes key = Bytes.wrap(event.repo().keyBytes());
        Optional<Bytes> before = Optional.ofNullable(store.get(key))
                .map(value -> RepositoryEvent.ofStored(event.repo(), value))
                .flatMap(RepositoriesProcessor::member);
        Optional<Bytes> now = member(event);
        now.ifPresent(member -> store.put(member, NOTHING));
        store.put(key, event.toJson());
        before.filter(member -> !now.equals(before)).ifPresent(store::delete);
        tally.apply(event);
    }

    private static Optional<Bytes> member(RepositoryEvent event) {
        return event.details().category().map(category -> Bytes.wrap(RegistrationKey.of(category, event.repo())));
    }

    private void reject(FieldError reason) {
        tally.reject(reason.field());
        if (tally.rejected() > LOGGED) return;
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        LOG.warn(
                "{} partition {} offset {} is not a repository state and is skipped: {}: {}",
                origin.topic(),
                origin.partition(),
                origin.offset(),
                reason.field(),
                reason.error());
        if (tally.rejected() == LOGGED) {
            LOG.warn("further invalid records are only counted: footfall_repositories_rejected_total");
        }
    }
}
