package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published JSON Schema of daily rows. */
final class RowSchema {
    private final Schema schema;

    RowSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/daily-row.schema.json")));
    }

    void assertHolds(String row) {
        assertEquals(List.of(), schema.validate(row, InputFormat.JSON), row);
    }
}
