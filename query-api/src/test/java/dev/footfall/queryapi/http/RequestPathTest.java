package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestPathTest {
    @Test
    void splitsAtRawSlashesAndDecodesEachSegmentOnce() {
        assertEquals(
                List.of("models", "a/b", "c%2Fd"),
                RequestPath.of("/models/a%2Fb/c%252Fd").segments());
        assertEquals(
                List.of("", "x", "..", "", "."), RequestPath.of("//x/..//.").segments());
        assertEquals(List.of(""), RequestPath.of("/").segments());
        assertEquals(List.of(), RequestPath.of("*").segments());
    }

    @Test
    void keepsWhatCannotBeDecodedInAFormThatNoNameHas() {
        assertEquals(
                List.of("%zz", "%", "%4", "\0", "\0", "é"),
                RequestPath.of("/%zz/%/%4/%ff/a%C0%AFb/%C3%A9").segments());
    }

    @Test
    void takesAPlusForAPlus() {
        assertEquals(List.of("a+b"), RequestPath.of("/a+b").segments());
    }

    @Test
    void findsTheRepositoryAlsoWhenItsNameIsEncoded() {
        Optional<RepoId> repo = RequestPath.of("/data%73ets/my%6Frg/x.1/stats").repository();

        assertEquals(Optional.of(new RepoId(RepoType.DATASET, "myorg", "x.1")), repo);
    }

    @Test
    void findsNoRepositoryUnderAnImpossibleName() {
        for (String path : List.of("/models/a", "/model/a/b", "/models/../b", "/models/a/b;c", "/models/a%2Fb/c%00")) {
            assertTrue(RequestPath.of(path).repository().isEmpty(), path);
        }
    }

    @Test
    void takesOneApiPrefixAway() {
        assertEquals(
                List.of("api", "x"),
                RequestPath.of("/api/api/x").withoutPrefix().segments());
        assertEquals(List.of("api"), RequestPath.of("/api").withoutPrefix().segments());
    }
}
