package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of a part of a list; {@code next} is the cursor of the part after it, empty at the end. */
public record ListedRows<R>(List<R> rows, Optional<String> next) {
    public ListedRows {
        rows = List.copyOf(rows);
    }

    /** The same part with other rows, such as those with more columns. */
    public <S> ListedRows<S> with(List<S> others) {
        return new ListedRows<>(others, next);
    }

    public void writeNext(JsonGenerator json) throws IOException {
        if (next.isPresent()) json.writeStringField(PagedList.NEXT, next.get());
    }
}
