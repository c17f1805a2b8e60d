package dev.footfall.standalone.settings;

import dev.footfall.standalone.DocTable;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    @Test
    void everySettingIsInItsTable() throws IOException {
        DocTable.assertTable(
                "settings.md",
                "| key | default | allowed | meaning |",
                Stream.of(Setting.values()).map(SettingsPageTest::row).toList());
    }

    private static String row(Setting setting) {
        String value = setting.defaultValue();
        return DocTable.row(
                "`" + setting.key() + "`", value.isEmpty() ? "" : "`" + value + "`", setting.allowed(), setting.help());
    }
}
