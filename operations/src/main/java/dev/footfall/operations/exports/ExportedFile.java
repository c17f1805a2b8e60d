package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A file of an export.
 *
 * @param file its path in the export's directory
 * @param rows the number of its rows, ≥ 1
 * @param bytes its size
 * @param sha256 of its bytes, in hexadecimal
 */
record ExportedFile(String file, long rows, long bytes, String sha256) {
    void write(ObjectNode json) {
        json.put("file", file).put("rows", rows).put("bytes", bytes).put("sha256", sha256);
    }
}
