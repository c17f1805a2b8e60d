package dev.footfall.logs.logformat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.footfall.events.Utf8;
import dev.footfall.ingest.redaction.LogText;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of JSON on each line; fields are named by their path, {@code request.headers.User-Agent[0]}. What is before its
 * first brace is passed over, but for the columns of zap's console, as Caddy has one; so is one comma after it, as in an
 * array. The {@code \x22} of an nginx that was not told to escape for JSON is read as that byte.
 */
record JsonLayout() implements Layout {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIRST = "[0]";
    private static final List<String> CONSOLE = List.of("ts", "level", "logger", "msg", "");
    private static final Pattern BYTE_ESCAPE = Pattern.compile("\\\\\\\\|(?:\\\\x[0-9A-Fa-f]{2})+");

    @Override
    public boolean mayHave(String field) {
        return true;
    }

    @Override
    public String first() {
        return "";
    }

    @Override
    public boolean mayBeObject() {
        return true;
    }

    @Override
    public LineCutter cutter(List<String> fields) {
        return new Values(fields);
    }

    private static final class FieldNode {
        private final Map<String, FieldNode> below = new HashMap<>();
        private int slot = -1;

        void add(String path, int wanted) {
            below.computeIfAbsent(path, name -> new FieldNode()).slot = wanted;
            FieldNode place = this;
            for (String name : path.split("\\.", -1)) {
                boolean isElement = name.endsWith(FIRST);
                String key = isElement ? name.substring(0, name.length() - FIRST.length()) : name;
                place = place.below.computeIfAbsent(key, any -> new FieldNode());
                if (isElement) place = place.below.computeIfAbsent(FIRST, any -> new FieldNode());
            }
            place.slot = wanted;
        }
    }

    private static final class Values implements LineCutter {
        private final FieldNode root = new FieldNode();

        Values(List<String> fields) {
            for (int slot = 0; slot < fields.size(); slot++) root.add(fields.get(slot), slot);
        }

        @Override
        public Optional<ParsedLine> cut(byte[] line, int from, LineFields row) {
            int brace = from;
            while (brace < line.length && line[brace] != '{') brace++;
            if (brace == line.length) return unreadable(from, "must contain a JSON object, which begins with '{'");
            if (brace > from) console(LogText.plain(line, from, brace).split("\t", -1), row);
            int end = line[line.length - 1] == ',' ? line.length - 1 : line.length;
            if (hasByteEscape(line, brace)) return repaired(line, brace, end, row);
            if (Utf8.malformedAt(line, brace, end) >= 0) return repaired(line, brace, end, row);
            try (JsonParser parser = JSON.createParser(line, brace, end - brace)) {
                read(parser, row);
                return Optional.empty();
            } catch (IOException e) { // it may be JSON with what nginx escapes
                return repaired(line, brace, end, row);
            }
        }

        private void console(String[] columns, LineFields row) {
            if (columns.length != CONSOLE.size()) return;
            for (int i = 0; i < columns.length; i++) {
                FieldNode place = root.below.get(CONSOLE.get(i));
                if (place != null && place.slot >= 0) row.set(place.slot, columns[i], 0);
            }
        }

        private Optional<ParsedLine> repaired(byte[] line, int brace, int end, LineFields row) {
            String text = BYTE_ESCAPE
                    .matcher(LogText.plain(line, brace, end))
                    .replaceAll(run -> Matcher.quoteReplacement(asJson(run.group())));
            try (JsonParser parser = JSON.createParser(text)) {
                read(parser, row);
                return Optional.empty();
            } catch (JsonProcessingException e) { // its message quotes the line
                long column = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
                return unreadable(Math.min(line.length, brace + (int) Math.max(0, column)), "must continue as JSON");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A run of bytes, each as of {@code \\x22}, as a text within JSON; an escaped backslash as it is. */
        private static String asJson(String run) {
            if (run.charAt(1) == '\\') return run;
            byte[] escaped = run.getBytes(StandardCharsets.US_ASCII);
            String text = LogText.unescaped(escaped, 0, escaped.length);
            return new String(JsonStringEncoder.getInstance().quoteAsString(text));
        }

        private void read(JsonParser parser, LineFields row) throws IOException {
            parser.nextToken();
            object(parser, root, row);
            if (parser.nextToken() != null) throw new JsonParseException(parser, "something follows");
        }

        private static void object(JsonParser parser, FieldNode place, LineFields row) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                FieldNode below = place.below.get(parser.currentName());
                JsonToken value = parser.nextToken();
                if (below == null) parser.skipChildren();
                else value(parser, value, below, row);
            }
        }

        private static void value(JsonParser parser, JsonToken value, FieldNode place, LineFields row)
                throws IOException {
            if (value == JsonToken.START_OBJECT) {
                object(parser, place, row);
            } else if (value == JsonToken.START_ARRAY) {
                array(parser, place, row);
            } else if (place.slot >= 0 && value != JsonToken.VALUE_NULL) {
                row.set(
                        place.slot,
                        LogText.wellFormed(parser.getText()),
                        parser.currentTokenLocation().getColumnNr() - 1);
            }
        }

        private static void array(JsonParser parser, FieldNode place, LineFields row) throws IOException {
            FieldNode element = place.below.get(FIRST);
            JsonToken value = parser.nextToken();
            for (int i = 0; value != JsonToken.END_ARRAY; i++) {
                if (i == 0 && element != null) value(parser, value, element, row);
                else parser.skipChildren();
                value = parser.nextToken();
            }
        }

        private static boolean hasByteEscape(byte[] line, int from) {
            int i = from;
            while (i + 1 < line.length) {
                if (line[i] == '\\' && line[i + 1] == 'x') return true;
                i += line[i] == '\\' ? 2 : 1;
            }
            return false;
        }

        private static Optional<ParsedLine> unreadable(int at, String expected) {
            return Optional.of(Unreadable.at(at, "json", expected));
        }
    }
}
