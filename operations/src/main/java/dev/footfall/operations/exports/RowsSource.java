package dev.footfall.operations.exports;

import java.io.IOException;
import java.io.OutputStream;

public interface RowsSource {
    String rules();

    /** Writes out the answer at a path, which comes whole or fails. */
    void copy(String path, OutputStream out) throws IOException;
}
