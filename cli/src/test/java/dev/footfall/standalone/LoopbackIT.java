package dev.footfall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that may not use this machine's own network as it wants. Needs a superuser and util-linux. */
class LoopbackIT {
    private static final String[] NO_NETWORK = {"unshare", "--net"};
    private static final String[] NO_LOW_PORTS = {
        "setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service"
    };

    @TempDir
    Path directory;

    @Test
    void namesTheInterfaceThatIsDown() throws Exception {
        String said = refusal(NO_NETWORK, "--port 0 --set ingest.port=0 --set kafka.port=0");

        assertTrue(said.startsWith("footfall: Kafka cannot use 127.0.0.1: "), said);
        assertTrue(said.contains("ip link set lo up"), said);
    }

    @ParameterizedTest
    @CsvSource({"kafka.port, query.port=0, ingest.port=0", "query.port, kafka.port=0, ingest.port=0"})
    void namesThePortThatIsNotForThisUser(String port, String one, String other) throws Exception {
        String said = refusal(NO_LOW_PORTS, "--set " + port + "=7 --set " + one + " --set " + other);

        assertEquals(
                "footfall: port 7 of 127.0.0.1 is not allowed for this user: choose another with --set " + port
                        + "=PORT\n",
                said);
    }

    /** The one line of a process that ends with 1 in such surroundings. */
    private String refusal(String[] surroundings, String options) throws IOException, InterruptedException {
        assumeTrue(isPossible(surroundings));
        var command = new ArrayList<>(List.of(surroundings));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ClassArchive.options());
        command.addAll(List.of(ChildProcess.FOOTFALL, "run", "--data-dir", directory.toString()));
        command.addAll(List.of(options.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertEquals(1, process.waitFor(), said);
        List<String> lines = said.lines()
                .filter(line -> !line.contains("can read") && !line.contains("waiting for"))
                .toList();
        assertEquals(1, lines.size(), said);
        return lines.get(0) + "\n";
    }

    private static boolean isPossible(String[] surroundings) throws InterruptedException {
        var command = new ArrayList<>(List.of(surroundings));
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
