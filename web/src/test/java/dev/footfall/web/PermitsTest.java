package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.web.Permits.Exhausted;
import dev.footfall.web.Permits.Permit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final Permits permits = Permits.leavingSome("streams", 1_000, 250, new SimpleMeterRegistry());

    /** Takes all that a caller gets. */
    private List<Permit> all(String caller) {
        var taken = new ArrayList<Permit>();
        while (true) {
            try {
                taken.add(permits.take(caller));
            } catch (Exhausted e) {
                assertEquals(429, e.status());
                return taken;
            }
        }
    }

    @Test
    void leavesPlacesForOthersHoweverManyTakeTheirs() throws Exhausted {
        assertEquals(250, all("a").size());
        assertEquals(250, all("b").size());
        for (int caller = 0; caller < 8; caller++)
            assertTrue(all("caller " + caller).size() > 0);

        permits.take("somebody new").close();
    }

    @Test
    void givesThemBack() throws Exhausted {
        List<Permit> taken = all("a");
        assertThrows(Exhausted.class, () -> permits.take("a"));
        taken.forEach(Permit::close);
        taken.forEach(Permit::close);

        assertEquals(250, all("a").size());
    }
}
