package dev.footfall.queryapi.route;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a value goes over the peers' wire: in the bytes of {@link DataOutput}, both ways.
 *
 * @param writer writes one
 * @param reader reads one; throws {@link IllegalArgumentException} if the bytes are none
 */
record Form<T>(Writer<T> writer, Reader<T> reader) {
    private static final int MAX_LENGTH = 1_000_000;

    /** Writes a value. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    void write(T value, DataOutput out) throws IOException {
        writer.write(value, out);
    }

    T read(DataInput in) throws IOException {
        return reader.read(in);
    }

    /** A list of such values. */
    Form<List<T>> list() {
        return new Form<>(this::writeAll, this::readAll);
    }

    private void writeAll(List<T> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) write(value, out);
    }

    private List<T> readAll(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_LENGTH) throw new IllegalArgumentException("a list of " + length);
        var values = new ArrayList<T>();
        for (int i = 0; i < length; i++) values.add(read(in));
        return List.copyOf(values);
    }

    /** One such value or none. */
    Form<Optional<T>> optional() {
        return new Form<>(
                (value, out) -> {
                    out.writeBoolean(value.isPresent());
                    if (value.isPresent()) write(value.get(), out);
                },
                in -> in.readBoolean() ? Optional.of(read(in)) : Optional.empty());
    }
}
