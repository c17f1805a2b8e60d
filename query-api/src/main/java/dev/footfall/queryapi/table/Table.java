package dev.footfall.queryapi.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Columns in their order. Some are shown on request only. A single object is the row of such a table, too. Immutable.
 */
public final class Table<R> {
    private final Optional<String> name;
    private final List<Column<R>> columns;
    private final List<Column<R>> onRequest;
    private final SerializedString[] keys; // encoded once: rows are many

    private Table(Optional<String> name, List<Column<R>> columns, List<Column<R>> onRequest) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.keys =
                columns.stream().map(Column::name).map(SerializedString::new).toArray(SerializedString[]::new);
        this.onRequest = List.copyOf(onRequest);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <R> Table<R> of(Column<R>... columns) {
        return new Table<>(Optional.empty(), List.of(columns), List.of());
    }

    public Table<R> named(String rowName) {
        return new Table<>(Optional.of(rowName), columns, onRequest);
    }

    /** This table and, after its columns, those of another one, whose rows its rows have in them; on request those of both. */
    public <S> Table<R> and(Table<S> other, Function<R, S> inner) {
        return new Table<>(name, joined(columns, other.columns, inner), joined(onRequest, other.onRequest, inner));
    }

    private static <R, S> List<Column<R>> joined(List<Column<R>> own, List<Column<S>> others, Function<R, S> inner) {
        var all = new ArrayList<>(own);
        for (Column<S> column : others) all.add(column.of(inner));
        return all;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Table<R> and(Column<R>... more) {
        return and(of(more), Function.identity());
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Table<R> andOnRequest(Column<R>... more) {
        return and(new Table<>(Optional.empty(), List.of(), List.of(more)), Function.identity());
    }

    public List<String> onRequest() {
        return onRequest.stream().map(Column::name).toList();
    }

    public Table<R> showing(Set<String> names) {
        var shown = new ArrayList<Column<R>>(columns);
        for (Column<R> column : onRequest) if (names.contains(column.name())) shown.add(column);
        return new Table<>(name, shown, List.of());
    }

    /** A column with one row of this table, as an object. */
    public <S> Column<S> object(String column, Function<S, R> row) {
        return new Column<>(column, schema(), outer -> values(row.apply(outer)));
    }

    public <S> Column<S> list(String column, Function<S, List<R>> rows) {
        return new Column<>(
                column,
                Schema.list(schema()),
                outer -> rows.apply(outer).stream().map(this::values).toList());
    }

    public Map<String, Object> values(R row) {
        var values = new LinkedHashMap<String, Object>();
        for (Column<R> column : columns)
            values.put(column.name(), column.value().apply(row));
        return values;
    }

    public Schema schema() {
        return addTo(Schema.object());
    }

    public Schema addTo(Schema object) {
        Schema row = object;
        for (Column<R> column : columns) row = row.and(column.name(), column.schema());
        for (Column<R> column : onRequest) row = row.maybe(column.name(), column.schema());
        return name.isPresent() ? row.named(name.get()) : row;
    }

    public void writeList(JsonGenerator json, String field, Iterable<R> rows) throws IOException {
        json.writeArrayFieldStart(field);
        for (R row : rows) write(json, row);
        json.writeEndArray();
    }

    public void write(JsonGenerator json, R row) throws IOException {
        json.writeStartObject();
        writeFields(json, row);
        json.writeEndObject();
    }

    public void writeFields(JsonGenerator json, R row) throws IOException {
        for (int i = 0; i < keys.length; i++) {
            json.writeFieldName(keys[i]);
            writeValue(json, columns.get(i).value().apply(row));
        }
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Number || value instanceof Boolean) {
            json.writePOJO(value);
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) writeValue(json, item);
            json.writeEndArray();
        } else if (value instanceof Optional<?> cell) {
            if (cell.isPresent()) writeValue(json, cell.get());
            else json.writeNull();
        } else if (value instanceof Map<?, ?> properties) {
            json.writeStartObject();
            for (Map.Entry<?, ?> property : properties.entrySet()) {
                json.writeFieldName(property.getKey().toString());
                writeValue(json, property.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    /** The columns as CSV has them: one for each property of an object. */
    List<Column<R>> flat() {
        var flat = new ArrayList<Column<R>>();
        for (Column<R> column : columns) {
            List<String> properties = column.schema().properties();
            if (properties.isEmpty()) flat.add(column);
            for (String property : properties) flat.add(property(column, property));
        }
        return flat;
    }

    private static <R> Column<R> property(Column<R> column, String property) {
        return new Column<>(column.name() + '_' + property, Schema.anyObject(), row -> {
            Object value = ((Map<?, ?>) column.value().apply(row)).get(property);
            return value == null ? 0L : value;
        });
    }
}
