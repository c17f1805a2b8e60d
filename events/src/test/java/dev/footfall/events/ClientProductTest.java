package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientProductTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            git/2.39.5                                                        | git
            git-lfs/3.4.1 (GitHub; linux amd64; go 1.21; git abcdef)          | git-lfs
            hf_hub/0.20.3; python/3.11.4; torch/2.1.0                         | hf_hub
            unknown/None; hf_hub/0.26.2; python/3.12.3; transformers/4.46.2   | hf_hub
            unknown/None; hf-hub/0.4.3; rust/unknown                          | hf_hub
            hf-hub/1.0.0                                                      | hf_hub
            text-generation-inference/3.0; hf-hub/0.4.3; rust/unknown         | hf_hub
            hf_xet/1.1.5                                                      | hf_hub
            Wget2/2.2.0                                                       | wget
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36                | browser
            python-requests/2.31.0                                            | python-requests
            Python-urllib/3.11                                                | python-urllib
            Java-http-client/17.0.9                                           | java-http-client
            CURL                                                              | curl
            (wget)                                                            | wget
            curly/1.0                                                         | other
            browser/1.0                                                       | other
            none                                                              | other
            /curl                                                             | other
            "   "                                                             | other
            é curl/8                                                          | curl
            -                                                                 | none
            - curl                                                            | curl
            ""                                                                | none
            """)
    void isTheFirstWordOfTheAgentThatIsOnTheList(String agent, String label) {
        byte[] text = agent.getBytes(StandardCharsets.UTF_8);
        assertEquals(label, ClientProduct.of(text, 0, text.length).label());
    }

    @Test
    void standsInTheOrderOfTheLabelsBecauseStatesHoldOrdinals() {
        assertEquals(
                Stream.of(ClientProduct.values())
                        .sorted(Comparator.comparing(ClientProduct::label))
                        .toList(),
                Stream.of(ClientProduct.values()).toList());
        assertEquals(26, ClientProduct.values().length);
    }
}
