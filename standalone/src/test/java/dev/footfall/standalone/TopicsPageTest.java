package dev.footfall.standalone;

import dev.footfall.events.Topic;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsPageTest {
    @Test
    void everyTopicIsInItsTable() throws IOException {
        DocTable.assertTable(
                "topics.md",
                "| topic | partitions | settings |",
                Topics.STANDARD.every().stream()
                        .map(TopicsPageTest::row)
                        .sorted()
                        .toList());
    }

    private static String row(Topic topic) {
        String settings = new TreeMap<>(topic.settings())
                .entrySet().stream()
                        .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                        .collect(Collectors.joining(", "));
        return DocTable.row("`" + topic.name() + "`", topic.isPartitioned() ? "*N*" : "1", settings);
    }
}
