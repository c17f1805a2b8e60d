package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.counting.FileCounts.FileCount;
import java.io.IOException;
import java.util.List;

/** Downloads, requests and bytes by file, of the files with the most downloads of a day. */
final class Files implements DayProjection {
    /** The most files of a repository's day that are told apart, unless it is set. */
    public static final int MOST = 500;

    static final Id ID = new Id(Projections.FILES, 8);
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
        return most == MOST ? name() : name() + ":" + most;
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
}
