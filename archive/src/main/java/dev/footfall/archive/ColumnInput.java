package dev.footfall.archive;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** A column of a row group, read from its first value to its last. */
final class ColumnInput {
    private static final byte[] NOTHING = {};

    private final ColumnReader reader;
    private final int present;
    private final KeptText<byte[]> bytes = new KeptText<>(Binary::getBytes, NOTHING);

    ColumnInput(ColumnReader reader) {
        this.reader = reader;
        this.present = reader.getDescriptor().getMaxDefinitionLevel();
    }

    Binary text() {
        Binary text = reader.getBinary();
        reader.consume();
        return text;
    }

    /** In UTF-8, not to be changed; empty where there is none. */
    byte[] bytesIfKnown() {
        byte[] text = isPresent() ? bytes.of(reader.getBinary()) : NOTHING;
        reader.consume();
        return text;
    }

    long count() {
        long count = reader.getLong();
        reader.consume();
        return count;
    }

    @Nullable
    Long countIfKnown() {
        Long count = isPresent() ? (Long) reader.getLong() : null;
        reader.consume();
        return count;
    }

    int number() {
        int number = reader.getInteger();
        reader.consume();
        return number;
    }

    boolean flag() {
        boolean flag = reader.getBoolean();
        reader.consume();
        return flag;
    }

    private boolean isPresent() {
        return reader.getCurrentDefinitionLevel() == present;
    }
}
