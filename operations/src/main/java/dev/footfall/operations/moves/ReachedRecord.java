package dev.footfall.operations.moves;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the old log; {@code reachedMillis}: the newest log time of its partition up to it. */
record ReachedRecord(ConsumerRecord<byte[], byte[]> record, long reachedMillis) {}
