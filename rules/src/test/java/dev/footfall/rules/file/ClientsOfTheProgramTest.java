package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes that the sets in the program give to clients that are well known. */
class ClientsOfTheProgramTest {
    private static final Map<String, ClientClass> BY_KIND = Map.of(
            "browser", ClientClass.BROWSER,
            "mirror", ClientClass.MIRROR,
            "bot", ClientClass.ROBOT,
            "odd", ClientClass.UNKNOWN);

    private static final ClientClasses CLASSES =
            ClientClasses.of(RuleFile.of("default").clients().rules());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transformers/4.50.0; hf_hub/0.30.1; python/3.12.1; torch/2.6.0 | tool",
                "my-app/2; hf_hub/0.30.1; python/3.12.1 | tool",
                "transformers/4.50.0; python/3.12.1; is_ci/true | ci",
                "unkown/None; hf-hub/0.3.2; rust/unknown | tool",
                "unknown/None; hf-hub/0.4.3; rust/unknown; origin/custom | tool",
                "hf-hub/1.0.0 | tool",
                "unknown/None; hf_hub/0.34.4; python/3.12.1; hf_xet/1.1.5 | tool",
                "hf_xet/1.1.5 | tool",
                "git_xet/0.1.0 | tool",
                "hf-mount/0.7.0; fs/fuse | tool",
                "hfdownloader/2 | tool",
                "@huggingface/inference/4.1.0 Node.js/22 | tool",
                "huggingface.js/hub 1.0 | tool",
                "transformers.js/3.7.1; is_ci/false; | tool",
                "transformers.js/3.7.1; is_ci/true; | ci",
                "modelscope/1.30.0; python/3.11.11; session_id/0a1b; platform/Linux-6.8; processor/x86_64; env/custom; user/unknown | tool",
                "llama-cpp | tool",
                "llama-cpp/b6123-1a2b3c4 | tool",
                "llama.cpp/1.0 | tool",
                "text-generation-inference/3.0; hf-hub/0.4.3; rust/unknown | tool",
                "ollama/0.11.4 (amd64 linux) Go/go1.24 | tool",
                "LM Studio/0.3.20 | tool",
                "Axel/2.17.14 (Linux) | tool",
                "aria2/1.37.0 | tool",
                "Wget2/2.2.0 | tool",
                "wget2/2.1.0 | tool",
                "uv/0.8.4 {\"installer\":{\"name\":\"uv\",\"version\":\"0.8.4\"},\"ci\":null} | tool",
                "sentence-transformers/5.0 | tool",
                "peft/0.16 | tool",
                "tokenizers/0.21.4 | tool",
                "diffusers/0.34; python/3.12 | tool",
                "huggingface_hub/0.34 | tool",
                "huggingface-cli/0.34 | tool",
                "hf_transfer/0.1.9 | tool",
                "home-made hf-hub | unknown",
                "pip/24.3 {\"ci\":null,\"cpu\":\"arm64\"} | tool",
                "pip/24.3 {\"ci\":true,\"cpu\":\"arm64\"} | ci",
                "git/2.47.1 | tool",
                "git/2.47.1 (github-actions-checkout) | ci",
                "curl/8.11.0 | tool",
                "Wget/1.25.0 | tool",
                "Python/3.12 aiohttp/3.11.0 | tool",
                "node-fetch/1.0 (+https://example.org/node-fetch) | tool",
                "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.1; en-US) PowerShell/7.4.6 | tool",
                "Debian APT-HTTP/1.3 (2.9.0) | tool",
                "Debian Apt-Cacher-NG/3.7 | mirror",
                "bandersnatch/6.5.0 (cpython 3.12.0-final0, Linux x86_64) | mirror",
                "kube-probe/1.31 | monitor",
                "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/) | monitor",
                "harbor-registry-client | monitor",
                "harbor-replication-service | monitor",
                "harbor-scanner-trivy/0.31 | monitor",
                "trivy/0.58.1 | monitor",
                "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://example.org/bot.html) | robot",
                "examplespider | robot",
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0 | browser",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15 | browser",
                "'' | unknown",
                "- | unknown",
                "home-made 1 | unknown",
            })
    void classesAClientAsWhatItIs(String agent, String type) {
        assertEquals(type, typeOf(agent).label());
    }

    /** Recorded agents in a file of lines {@code kind<TAB>agent}, where one is named. */
    @Test
    @EnabledIfEnvironmentVariable(named = "DOWNLOAD_CLIENTS", matches = ".+")
    void classesEveryRecordedClientAsWhatItIs() throws IOException {
        int clients = 0;
        var wrong = new ArrayList<String>();
        for (String line : Files.readAllLines(Path.of(System.getenv("DOWNLOAD_CLIENTS")))) {
            String[] columns = line.split("\t", -1);
            boolean isTemplate = columns[0].startsWith("#") || columns[0].endsWith("-format");
            if (isTemplate) continue;
            clients++;
            ClientClass type = typeOf(columns[1]);
            if (type != expected(columns[0], columns[1])) wrong.add(columns[0] + ": " + columns[1] + " is " + type);
        }

        assertEquals(List.of(), wrong);
        assertTrue(clients > 100, clients + " clients");
    }

    /** All other kinds of the file are tools; among them stand two caches, and builds that say so. */
    private static ClientClass expected(String kind, String agent) {
        if (agent.contains("\"ci\":true")) return ClientClass.CI;
        boolean isCache = agent.contains("Apt-Cacher-NG/") || agent.startsWith("Artifactory/");
        return isCache ? ClientClass.MIRROR : BY_KIND.getOrDefault(kind, ClientClass.TOOL);
    }

    private static ClientClass typeOf(String agent) {
        return CLASSES.match(agent.getBytes(StandardCharsets.UTF_8), "", "").type();
    }
}
