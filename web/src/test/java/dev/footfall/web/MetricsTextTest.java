package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void leavesOutTheSamplesOfSources() {
        String kept = "# TYPE events gauge\nevents{reason=\"a,source=\\\"b\\\"\"} 2.0\nup 1.0\n";
        String text = "events{source=\"a\"} 1.0\n" + kept + "lines{outcome=\"x\",source=\"b\"} 3.0\n";

        assertEquals(kept, MetricsText.withoutSources(text));
    }
}
