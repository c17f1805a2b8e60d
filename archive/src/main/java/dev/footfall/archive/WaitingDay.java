package dev.footfall.archive;

import java.io.ByteArrayOutputStream;

/** The records of a day: their number, and the bytes of those in memory. */
final class WaitingDay {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rows;
}
