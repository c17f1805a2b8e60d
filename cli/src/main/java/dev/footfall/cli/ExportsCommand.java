package dev.footfall.cli;

import dev.footfall.operations.exports.DailyRowsExport;
import dev.footfall.operations.exports.EventExport;
import dev.footfall.operations.exports.EventExportOptions;
import dev.footfall.operations.exports.FileForm;
import dev.footfall.operations.exports.Packing;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.operations.exports.RowsExportOptions;
import dev.footfall.operations.exports.RowsSource;
import dev.footfall.operations.exports.Selection;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write tables for analysts: the days of repositories, or the events of the log.",
        synopsisSubcommandLabel = "rows|events",
        footer = {
            "  footfall export rows --from 2026-01-01 --out rows.csv.zst",
            "  footfall export events --partition-by month --out events",
        })
final class ExportsCommand {

    @Command(
            name = "rows",
            description = "Write the days of all repositories that the token may see, by default up to yesterday.",
            footer = {
                "  footfall export rows --from 2026-01-01 --to 2026-12-31 --out 2026.csv.zst",
                "  footfall export rows --from 2026-01-01 --fields merged,classes --partition-by month --out rows",
            })
    void rows(
            @Mixin EndpointOptions endpoint,
            @Mixin TableOptions table,
            @Option(
                            names = "--fields",
                            paramLabel = "NAME,...",
                            defaultValue = "",
                            description = "Extra columns of /v1/daily, such as merged,classes.")
                    String fields,
            @Mixin Output output) {
        Selection selection = table.selection();
        if (selection.from().isEmpty()) throw new UsageError("the first day is missing: --from YYYY-MM-DD");
        var wanted = UsageError.unless(() -> new RowsExportOptions(
                endpoint.address(),
                selection,
                LocalDate.now(ZoneOffset.UTC).minusDays(1),
                URLEncoder.encode(fields, StandardCharsets.UTF_8)));
        var export = new DailyRowsExport(new ApiSource(endpoint.client()), wanted, table.form());
        ProgressBar bar = output.bar("rows");
        table.write(bar, export::into, directory -> export.into(directory, bar::show));
    }

    @Command(
            name = "events",
            description = {
                "Write the events of the log up to its current end, with their partitions and offsets.",
                "For operators: the events include private repositories and names of users."
            },
            footer = {
                "  footfall export events --format ndjson --partition-by month --out events",
                "  footfall export events --repo model/myorg/mymodel --from 2026-11-01 --out mymodel.csv.zst",
            })
    void events(@Mixin KafkaOptions options, @Mixin TableOptions table, @Mixin Output output) {
        Selection selection = table.selection();
        RoomConfigs configs = TargetKafka.configured(options.settings());
        ProgressBar bar = output.bar("events");
        var wanted = new EventExportOptions(configs.names(), selection, table.form());
        var export = new EventExport(configs.kafka(), wanted, bar::show);
        table.write(bar, export::into, export::into);
    }

    private record ApiSource(ApiClient client) implements RowsSource {
        @Override
        public String rules() {
            return client.get("/ready", "readiness", "rules").path("rules").asText();
        }

        @Override
        public void copy(String path, OutputStream out) throws IOException {
            client.copy(path, "/v1/daily", out);
        }
    }

    private static final class TableOptions {
        @Mixin
        private Output output = new Output();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "csv (default) or ndjson; parquet says how DuckDB makes it of ndjson.")
        private FileFormat format = FileFormat.csv;

        @Option(
                names = "--compress",
                paramLabel = "PACKING",
                description = "${COMPLETION-CANDIDATES} (default: by FILE's extension, or zstd).")
        private @Nullable Packing packing;

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

        @Option(
                names = "--from",
                paramLabel = "DATE",
                description = "The first day (UTC), YYYY-MM-DD; required for rows.")
        private @Nullable LocalDate from;

        @Option(names = "--to", paramLabel = "DATE", description = "The last day.")
        private @Nullable LocalDate to;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only model, dataset or space.")
        private @Nullable String type;

        @Option(names = "--repo", paramLabel = "TYPE/NS/NAME", description = "Only this repository.")
        private @Nullable String repo;

        enum FileFormat {
            csv,
            ndjson,
            parquet
        }

        enum PartitionBy {
            month
        }

        @FunctionalInterface
        interface Export<T> {
            long write(T target) throws IOException;
        }

        /** Refuses Parquet with the way to it: DuckDB writes that, of the rows as NDJSON. */
        FileForm form() {
            if (format == FileFormat.parquet) throw new UsageError(wayToParquet());
            TableFormat rows = format == FileFormat.csv ? TableFormat.CSV : TableFormat.NDJSON;
            return new FileForm(rows, packing == null ? packing() : packing);
        }

        private String wayToParquet() {
            String name = out.toString().replaceFirst("\\.parquet$", "");
            String json = name + (partitionBy == null ? ".ndjson.zst" : "/**/*.ndjson.zst");
            String written = partitionBy == null ? json : name;
            return "--format is 'parquet', which DuckDB writes: export with --format ndjson --out " + written
                    + ", then run: duckdb -c \"COPY (FROM read_json_auto('" + json + "')) TO '" + name
                    + ".parquet' (FORMAT parquet)\"";
        }

        private Packing packing() {
            if (partitionBy != null) return Packing.ZSTD;
            String file = out.toString();
            return file.endsWith(".gz") || file.endsWith(".csv") || file.endsWith(".ndjson")
                    ? Packing.of(out)
                    : Packing.ZSTD;
        }

        Selection selection() {
            return UsageError.unless(() -> new Selection(
                    Optional.ofNullable(from),
                    Optional.ofNullable(to),
                    Optional.ofNullable(type).map(UsageError::type),
                    Optional.ofNullable(repo).map(UsageError::repository)));
        }

        void write(ProgressBar bar, Export<OutputStream> intoFile, Export<Path> intoDirectory) {
            long rows = partitionBy == null ? write(intoFile) : resume(intoDirectory);
            bar.erase();
            String place = out.toAbsolutePath().normalize().toString();
            output.printf("wrote %,d rows to %s%n", rows, VisibleText.of(place));
        }

        private long resume(Export<Path> intoDirectory) {
            try {
                return intoDirectory.write(out);
            } catch (IOException e) {
                throw new IllegalStateException(out + " cannot be written: " + e + "; the next export resumes", e);
            }
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
}
