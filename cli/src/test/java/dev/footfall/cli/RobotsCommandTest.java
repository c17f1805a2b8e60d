package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "robots --from 2026-10-01 | 2 | a threshold is missing: --repositories N, --sessions N",
                "robots --sessions 5 --from 2026-10-02 --to 2026-10-01 | 2 | the first day 2026-10-02 is after "
                        + "the last 2026-10-01",
                "robots --sessions many | 2 | --sessions",
                "robots --sessions 5 --list / | 2 | --list / cannot be read: Is a directory",
                "robots --sessions 5 --rules none.yaml | 1 | none.yaml: allowed is a file that can be read",
            })
    void refusesACommandLineThatSaysTooLittleOrTooMuch(String line, int code, String message) {
        var terminal = new Terminal();

        assertEquals(code, terminal.execute(line.split(" ")));
        assertTrue(terminal.err().contains(message), terminal::err);
    }
}
