package dev.footfall.operations.exports;

import java.io.IOException;
import java.io.OutputStream;

/** The rows of a file, whose number it returns; {@code out} stays open. */
@FunctionalInterface
public interface RowOutput {
    long writeTo(OutputStream out) throws IOException;
}
