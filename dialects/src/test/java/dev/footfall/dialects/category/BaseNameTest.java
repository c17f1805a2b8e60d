package dev.footfall.dialects.category;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseNameTest {
    @ParameterizedTest
    @CsvSource({
        "Model-7B-GGUF, Model-7B",
        "m.q4_0, m",
        "m-Q8_K_L_fp16, m",
        "m-awq-int4.exl2, m",
        "m-q1_0, m-q1_0",
        "m-q4_k_x, m-q4_k_x",
        "mgguf, mgguf",
        "-gguf, -gguf",
        "gptq-m, gptq-m"
    })
    void stripsWhatSaysHowAModelIsQuantised(String name, String base) {
        assertEquals(base, StatisticsEndpoint.baseName(name));
    }
}
