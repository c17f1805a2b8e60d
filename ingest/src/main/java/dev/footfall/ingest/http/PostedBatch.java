package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.FieldError;
import dev.footfall.events.Parsed;
import dev.footfall.events.WritableEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

sealed interface PostedBatch {
    record Checked(List<WritableEvent> events, List<Rejection> rejections) implements PostedBatch {
        Checked() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(int index, Parsed<DownloadEvent> decoded) {
            decoded.fold(events::add, reason -> rejections.add(new Rejection(index, reason)));
        }

        int size() {
            return events.size() + rejections.size();
        }

        boolean isAllBad() {
            return events.isEmpty() && !rejections.isEmpty();
        }
    }

    record Malformed(Rejection rejection) implements PostedBatch {}

    record TooMany() implements PostedBatch {}

    record Rejection(int index, FieldError reason) {
        static Rejection ofBody(int index, String error) {
            return new Rejection(index, new FieldError(FieldError.JSON, error));
        }

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("index", index);
            json.writeStringField("field", reason.field());
            json.writeStringField("error", reason.error());
            json.writeEndObject();
        }
    }
}
