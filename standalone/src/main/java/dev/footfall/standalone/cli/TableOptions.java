package dev.footfall.standalone.cli;

import dev.footfall.events.RepoId;
import dev.footfall.operations.exports.FileForm;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.operations.exports.Selection;
import dev.footfall.queryapi.table.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class TableOptions {
    @Mixin
    private Output output = new Output();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; else csv.")
    private Format format = Format.csv;

    @Option(names = "--compress", paramLabel = "PACKING", description = "${COMPLETION-CANDIDATES}; else zstd.")
    private Compress packing = Compress.zstd;

    @Option(
            names = "--partition-by",
            paramLabel = "month",
            description = "Write files repo_type=.../month=.../... into the directory --out.")
    private @Nullable PartitionBy partitionBy;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The file; with --partition-by the directory, where an interrupted export resumes.")
    private Path out = Path.of("");

    @Option(names = "--from", paramLabel = "DATE", description = "The first day (UTC), YYYY-MM-DD.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day.")
    private @Nullable LocalDate to;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only model, dataset or space.")
    private @Nullable String type;

    @Option(names = "--repo", paramLabel = "TYPE/NS/NAME", description = "Only this repository.")
    private @Nullable String repo;

    enum Format {
        csv,
        ndjson
    }

    enum Compress {
        zstd,
        gzip,
        none
    }

    enum PartitionBy {
        month
    }

    @FunctionalInterface
    interface Export<T> {
        long write(T target) throws IOException;
    }

    FileForm form() {
        TableFormat rows = format == Format.csv ? TableFormat.CSV : TableFormat.NDJSON;
        return new FileForm(rows, FileForm.Packing.valueOf(packing.name().toUpperCase(Locale.ROOT)));
    }

    Selection selection() {
        return UsageError.unless(() -> new Selection(
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                Optional.ofNullable(type).map(UsageError::type),
                chosenRepository()));
    }

    private Optional<RepoId> chosenRepository() {
        String key = repo;
        if (key == null) return Optional.empty();
        return Optional.of(RepoId.ofKey(key)
                .orElseThrow(() -> new UsageError(
                        "--repo is '" + key + "': allowed is TYPE/NAMESPACE/NAME, such as model/myorg/mymodel")));
    }

    void write(ProgressBar bar, Export<OutputStream> intoFile, Export<Path> intoDirectory) throws IOException {
        long rows = partitionBy == null ? write(intoFile) : intoDirectory.write(out);
        bar.erase();
        output.printf("%s: %,d rows%n", VisibleText.of(out.toString()), rows);
    }

    private long write(Export<OutputStream> intoFile) {
        if (Files.isDirectory(out)) {
            throw new UsageError("--out is '" + out + "', a directory: name a file, or add --partition-by month");
        }
        var rows = new long[1];
        AtomicFile.write(out, file -> rows[0] = intoFile.write(file), PrivateFiles.attributes(out));
        return rows[0];
    }
}
