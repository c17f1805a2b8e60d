package dev.footfall.archive;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Takes the values of a column, one of each row. */
record ColumnOutput(String name, int place, RecordConsumer consumer) {
    void add(String text) {
        consumer.startField(name, place);
        consumer.addBinary(Binary.fromString(text));
        consumer.endField(name, place);
    }

    void add(long count) {
        consumer.startField(name, place);
        consumer.addLong(count);
        consumer.endField(name, place);
    }

    void add(int number) {
        consumer.startField(name, place);
        consumer.addInteger(number);
        consumer.endField(name, place);
    }

    void add(boolean flag) {
        consumer.startField(name, place);
        consumer.addBoolean(flag);
        consumer.endField(name, place);
    }
}
