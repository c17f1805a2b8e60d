package dev.footfall.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The records of a day: their number, and the bytes of those in memory. */
final class WaitingDay {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rows;

    /** Gives the memory back, which a stream that is reset keeps. */
    void spillInto(OutputStream out) throws IOException {
        bytes.writeTo(out);
        bytes = new ByteArrayOutputStream();
    }
}
