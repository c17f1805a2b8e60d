package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The exact bytes of the records that are no downloads: order of fields, escapes, and fields that are left out. */
class RecordBytesTest {
    private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.120Z");
    private static final RepoId REPO = new RepoId(RepoType.DATASET, "org", "name");
    private static final String HEX = "5f0c0123456789abcdef0123456789ab";

    @Test
    void writesRepositories() {
        var details = new RepositoryDetails(
                List.of("nlp", "ü \"q\" \\ \n\u0001\u007f \uD83D\uDE00", ""),
                Optional.of("org/base"),
                OptionalLong.of(Long.MAX_VALUE),
                Optional.of(Instant.parse("1969-07-20T20:17:40Z")),
                Optional.of(new Category("text_2")));

        assertJson(
                "{'repo_type':'dataset','repo':'org/name','time':'2026-11-20T12:00:00.120Z','removed':false,"
                        + "'private':true,'nsfw':false,"
                        + "'tags':['nlp','ü \\'q\\' \\\\ \\n\\u0001\u007f \uD83D\uDE00',''],"
                        + "'base_model':'org/base','parameters':9223372036854775807,"
                        + "'created_at':'1969-07-20T20:17:40Z','category':'text_2'}",
                new RepositoryEvent(REPO, TIME, false, true, false, details).toJson());
        assertJson(
                "{'repo_type':'dataset','repo':'org/name','time':'1970-01-01T00:00:00Z','removed':true,"
                        + "'private':false,'nsfw':true,'tags':[]}",
                new RepositoryEvent(REPO, Instant.EPOCH, true, false, true, RepositoryDetails.NONE).toJson());
    }

    @Test
    void writesLikes() {
        assertJson(
                "{'repo_type':'dataset','repo':'org/name','user':'ann/ü\uD83D\uDE00','liked':false,"
                        + "'time':'2026-11-20T12:00:00.120Z'}",
                new LikeEvent(REPO, "ann/ü\uD83D\uDE00", false, TIME).toJson());
        assertJson(
                "{'repo_type':'dataset','repo':'org/name','user_id':'" + HEX
                        + "','liked':true,'time':'2026-11-20T12:00:00.120Z'}",
                new LikeEvent(REPO, "id:" + HEX, true, TIME).toJson());
    }

    @Test
    void writesRenames() {
        assertJson(
                "{'repo_type':'dataset','repo':'org/name','renamed_to':'a/b','time':'2026-11-20T12:00:00.120Z'}",
                new RenameEvent(REPO, Optional.of(new RepoId(RepoType.DATASET, "a", "b")), TIME).toJson());
        assertJson(
                "{'repo_type':'dataset','repo':'org/name','time':'2026-11-20T12:00:00.120Z'}",
                new RenameEvent(REPO, Optional.empty(), TIME).toJson());
    }

    @Test
    void writesKeysNamesAndMarks() {
        String key = "0123456789abcdef".repeat(4);

        assertJson(
                "{'day':'2026-11-20','key':'" + key + "'}", new VisitorKey(LocalDate.of(2026, 11, 20), key).toJson());
        assertJson("{'user':'a\\'b'}", UserNames.toJson("a\"b"));
        assertJson(
                "{'topic':'t','partition':0,'topic_id':'i','export':'e','end':120,'complete':true}",
                new RestoredPartition("t", 0, "i", "e", 120, true).toJson());
    }

    @Test
    void writesRejectedEvents() {
        assertJson(
                "{'field':'id','error':'missing','topic':'t','partition':1,'offset':1234567890123}",
                new RejectedEvent("id", "missing", new RejectedEvent.FromTopic("t", 1, 1_234_567_890_123L)).toJson());
        assertJson(
                "{'field':'json','error':'not JSON','source':'files-1','line':7,'text':'- \\t\\'x\\u0000'}",
                new RejectedEvent("json", "not JSON", new RejectedEvent.FromLine("files-1", 7, "- \t\"x\0")).toJson());
    }

    private static void assertJson(String expected, byte[] json) {
        assertEquals(expected.replace('\'', '"'), new String(json, StandardCharsets.UTF_8));
    }
}
