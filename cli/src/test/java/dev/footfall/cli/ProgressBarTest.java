package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ProgressBar bar = new ProgressBar(new PrintWriter(Writer.nullWriter()), false, "records");

    @Test
    void tellsTheTimeLeftFromTheFirstPercentOn() {
        assertEquals("  0 %, 1 record", bar.text(4, 1_000_000, 1, 90));
        assertEquals("  0 %, 90 records, 1/s", bar.text(9_999, 1_000_000, 90, 90));
        assertEquals("  1 %, 9,000 records, 100/s, 2:28:30 left", bar.text(10_000, 1_000_000, 9_000, 90));
        assertEquals(" 50 %, 9,000 records, 100/s, 1:30 left", bar.text(500_000, 1_000_000, 9_000, 90));
        assertEquals("100 %, 9,000 records, 100/s, 0:00 left", bar.text(1_000_000, 1_000_000, 9_000, 90));
    }

    @Test
    void saysWhatIsDoneWhereNobodyKnowsHowMuchThereIs() {
        assertEquals("0 records", bar.text(0, 0, 0, 10));
        assertEquals("20 records, 2/s", bar.text(0, 0, 20, 10));
    }
}
