package dev.footfall.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.web.Places.NoPlace;
import dev.footfall.web.Places.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = Places.leavingSome("streams", 1_000, 250, new SimpleMeterRegistry());

    /** Takes all that a caller gets. */
    private List<Place> all(String caller) {
        var taken = new ArrayList<Place>();
        while (true) {
            try {
                taken.add(places.take(caller));
            } catch (NoPlace e) {
                assertEquals(429, e.status());
                return taken;
            }
        }
    }

    @Test
    void leavesPlacesForOthersHoweverManyTakeTheirs() throws NoPlace {
        assertEquals(250, all("a").size());
        assertEquals(250, all("b").size());
        for (int caller = 0; caller < 8; caller++)
            assertTrue(all("caller " + caller).size() > 0);

        places.take("somebody new").close();
    }

    @Test
    void givesThemBack() throws NoPlace {
        List<Place> taken = all("a");
        assertThrows(NoPlace.class, () -> places.take("a"));
        taken.forEach(Place::close);
        taken.forEach(Place::close);

        assertEquals(250, all("a").size());
    }
}
