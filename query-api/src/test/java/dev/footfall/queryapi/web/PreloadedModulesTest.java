package dev.footfall.queryapi.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.Unchecked;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scripts that the dashboard's document names, so that a browser asks for all of them at once. */
class PreloadedModulesTest {
    private static final String FIRST = "footfall.js";
    private static final Pattern IMPORTED = Pattern.compile("(?m)^(?:import|export) .*from \"\\./([a-z-]+\\.js)\";$");
    private static final Pattern PRELOADED = Pattern.compile("<link rel=\"modulepreload\" href=\"([a-z-]+\\.js)\">");

    /** A browser has six connections to a server that speaks HTTP/1.1; style and scripts take two turns. */
    private static final int MOST_FILES = 12;

    @Test
    void areThoseThatTheFirstOneImportsAndFewEnoughForTwoTurns() {
        Set<String> preloaded = named(PRELOADED, "index.html");

        assertEquals(imported(), preloaded);
        assertTrue(preloaded.size() + 2 <= MOST_FILES, preloaded::toString);
    }

    /** All modules that the first one needs before it runs. */
    private static Set<String> imported() {
        var all = new TreeSet<String>();
        Queue<String> read = new ArrayDeque<>(Set.of(FIRST));
        while (!read.isEmpty()) {
            named(IMPORTED, read.remove()).stream().filter(all::add).forEach(read::add);
        }
        return all;
    }

    private static Set<String> named(Pattern pattern, String file) {
        return pattern.matcher(Unchecked.text(Dashboard.class, file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
