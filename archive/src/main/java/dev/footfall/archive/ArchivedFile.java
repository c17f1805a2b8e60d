package dev.footfall.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.ObservedTexts;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.RuleTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The events of a file of an archive, in its order, as far as rules look at them: nothing reads the other columns. */
final class ArchivedFile implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private static final GroupConverter VALUES_ARE_ASKED_FOR = new GroupConverter() {
        @Override
        public Converter getConverter(int column) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // nothing is put together
        }

        @Override
        public void end() {
            // nothing is put together
        }
    };

    private final ParquetFileReader reader;
    private final RuleTexts texts;
    private final MessageType schema;
    private final KeptText<String> repoTypes = new KeptText<>(Binary::toStringUsingUTF8, "");
    private final KeptText<String> repoNames = new KeptText<>(Binary::toStringUsingUTF8, "");
    private final KeptText<byte[]> users = new KeptText<>(key -> visitor(key, true), NOTHING);
    private final KeptText<byte[]> others = new KeptText<>(key -> visitor(key, false), NOTHING);
    private final KeptText<String> methods = new KeptText<>(Binary::toStringUsingUTF8, "");
    private final KeptText<Via> vias = new KeptText<>(ArchivedFile::via, Via.HTTP);
    private ColumnInput[] columns = {};
    private int next;
    private long left;
    private String repoType = "";
    private String repoName = "";
    private byte[] repository = NOTHING;

    private ArchivedFile(ParquetFileReader reader, RuleTexts texts) {
        this.reader = reader;
        this.texts = texts;
        this.schema = schema(reader.getFileMetaData().getSchema());
    }

    /** {@code texts}: the other texts are left out. */
    static ArchivedFile open(Path file, RuleTexts texts) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .build();
        ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options);
        try {
            var opened = new ArchivedFile(reader, texts);
            reader.setRequestedSchema(opened.schema);
            return opened;
        } catch (RuntimeException e) { // it lacks a column
            reader.close();
            throw e;
        }
    }

    /** The columns in the order in which {@link #row} reads them. */
    private MessageType schema(MessageType all) {
        Stream<String> always = Stream.of(
                "repo_type",
                "repo",
                "visitor",
                "authenticated",
                "offset",
                "log_time",
                "time",
                "id",
                "via",
                "method",
                "status",
                "bytes",
                "range_start",
                "size");
        Stream<String> ofRules = Stream.of(
                        Map.entry("user_agent", texts.agent()),
                        Map.entry("source", texts.source()),
                        Map.entry("path", texts.path()),
                        Map.entry("network", texts.network()),
                        Map.entry("revision", texts.revision()))
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey);
        return new MessageType(
                all.getName(), Stream.concat(always, ofRules).map(all::getType).toArray(Type[]::new));
    }

    /** Null after the last. Those of a repository follow each other, and have the same array for its key. */
    @Nullable
    LoggedObservation next() throws IOException {
        if (left == 0 && !openGroup()) return null;
        left--;
        return row();
    }

    private boolean openGroup() throws IOException {
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) return false;
        var store = new ColumnReadStoreImpl(
                group, VALUES_ARE_ASKED_FOR, schema, reader.getFileMetaData().getCreatedBy());
        columns = schema.getColumns().stream()
                .map(store::getColumnReader)
                .map(ColumnInput::new)
                .toArray(ColumnInput[]::new);
        left = group.getRowCount();
        return true;
    }

    private LoggedObservation row() {
        next = 0;
        readRepository(repoTypes.of(column().text()), repoNames.of(column().text()));
        Binary key = column().text();
        byte[] visitor = column().flag() ? users.of(key) : others.of(key);
        long offset = column().count();
        long logMillis = column().count();
        long timeMillis = column().count();
        byte[] id = column().bytesIfKnown();
        var request = new FileRequest(
                vias.of(column().text()),
                methods.of(column().text()),
                column().number(),
                column().count(),
                column().countIfKnown(),
                column().countIfKnown());
        var observed = ObservedTexts.of(
                text(texts.agent()),
                text(texts.source()),
                text(texts.path()),
                text(texts.network()),
                text(texts.revision()),
                NOTHING);
        return new LoggedObservation(
                offset, logMillis, Observation.of(repository, visitor, timeMillis, id, request, observed));
    }

    private byte[] text(boolean isRead) {
        return isRead ? column().bytesIfKnown() : NOTHING;
    }

    private ColumnInput column() {
        return columns[next++];
    }

    private void readRepository(String type, String name) {
        if (name.equals(repoName) && type.equals(repoType)) return;
        repoType = type;
        repoName = name;
        repository = (type + "/" + name).getBytes(UTF_8);
    }

    private static byte[] visitor(Binary key, boolean authenticated) {
        return Observation.visitorBytes(new VisitorId(authenticated, key.toStringUsingUTF8()));
    }

    private static Via via(Binary label) {
        String text = label.toStringUsingUTF8();
        return Via.ofLabel(text).orElseThrow(() -> new IllegalStateException("no way of a request: " + text));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
