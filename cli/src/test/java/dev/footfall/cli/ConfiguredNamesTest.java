package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.dialects.DialectConfig;
import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredNamesTest {
    @ParameterizedTest
    @CsvSource({
        "npm,  lodash,      model/npm/lodash",
        "cran, lodash,      dataset/cran/lodash",
        "npm,  myorg/tool,  space/myorg/tool",
        "cran, npm/lodash,  space/npm/lodash",
    })
    void keepsTheNamesOfOneDialectToIt(String dialect, String name, String repository) {
        DialectConfig dialects = ConfiguredApis.dialects(Settings.read(
                null,
                Map.of(),
                Map.of(
                        "dialects.names",
                        "npm/{name}=model:npm/{name} {name}=dataset:cran/{name} {ns}/{name}=space:{ns}/{name}")));

        assertEquals(
                repository,
                dialects.names().apply(dialect, name).map(Object::toString).orElse(""));
    }
}
