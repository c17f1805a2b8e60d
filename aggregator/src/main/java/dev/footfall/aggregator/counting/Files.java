package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.FileCounts;
import dev.footfall.aggregator.session.FileCounts.FileCount;
import java.io.IOException;
import java.util.List;

/** Downloads, requests and bytes by file, of the files with the most downloads of a day. */
public final class Files implements DayProjection {
    public static final String NAME = "files";

    /** The most files of a repository's day that are told apart, unless it is set. */
    public static final int MOST = 500;

    private static final Id ID = new Id(NAME, 8);
    private static final String FIELD = "by_file";

    private final int most;

    public Files() {
        this(MOST);
    }

    public Files(int most) {
        this.most = most;
    }

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public String form() {
        return most == MOST ? NAME : NAME + ":" + most;
    }

    @Override
    public DaySection empty() {
        return new RunningFiles(most);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningFiles.read(section);
    }

    @Override
    public void seal(DaySection counts, JsonGenerator json) throws IOException {
        if (counts.isEmpty()) return;
        var files = (RunningFiles) counts;
        json.writeObjectFieldStart(FIELD);
        json.writeNumberField("most", files.most());
        json.writeNumberField("bounded", files.isBounded() ? 1 : 0);
        json.writeNumberField("others_downloads", files.othersDownloads());
        json.writeArrayFieldStart("files");
        for (FileCount file : files.named()) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            json.writeNumberField("downloads", file.downloads());
            json.writeNumberField("requests", file.requests());
            json.writeNumberField("bytes", file.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        if (!day.has(FIELD)) return empty();
        JsonTree counts = day.object(FIELD);
        List<FileCount> files = counts.objects("files").stream()
                .map(file -> new FileCount(
                        file.text("path"), file.number("downloads"), file.number("requests"), file.number("bytes")))
                .toList();
        return RunningFiles.of(
                Math.toIntExact(counts.number("most")),
                files,
                counts.number("others_downloads"),
                counts.number("bounded") == 1);
    }

    /** The files of a daily row's value; of a day that was counted without them, all files are others. */
    public static FileCounts of(byte[] row) {
        DailyCounts day = RowFormat.counts(row);
        var total = new FileCount("", day.downloads(), day.files(), day.bytes());
        return Projections.section(row, ID.section())
                .map(section -> RunningFiles.read(section).toCounts(total))
                .orElseGet(() -> new FileCounts(List.of(), 0, total, day.files() > 0));
    }
}
