package dev.footfall.ingest.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.accesslog.Routes.RequestLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "/org/m/resolve/main/a/b.bin, model/org/m main a/b.bin HTTP",
        "/org/m/resolve/refs%2Fpr%2F1/a%20b.bin, model/org/m refs/pr/1 a b.bin HTTP",
        "/org/m/resolve/main/a%2520b, model/org/m main a%20b HTTP",
        "/datasets/org/d/resolve/v1/x, dataset/org/d v1 x HTTP",
        "/spaces/org/s/resolve/v1/x, space/org/s v1 x HTTP",
        "/org/m.git/git-upload-pack, model/org/m null  GIT",
        "/org/m/git-upload-pack, model/org/m null  GIT",
        "/org/m.git.git/git-upload-pack, model/org/m.git null  GIT",
        "/datasets/org/d.git/git-upload-pack, dataset/org/d null  GIT",
        "/spaces/org/s.git/git-upload-pack, space/org/s null  GIT",
        "/org/m.git/info/lfs/objects/ab/cd/abcd, model/org/m null ab/cd/abcd LFS",
        "/datasets/org/d.git/info/lfs/objects/abcd, dataset/org/d null abcd LFS",
    })
    void knowsTheUrlsOfTheHubs(String path, String expected) {
        assertEquals(expected, described(Routes.defaults().target(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/org/m/resolve/main",
                "/org/m/resolve/main/",
                "/org/m/resolve//x",
                "/org/../resolve/main/x",
                "/o%2Frg/m/resolve/main/x",
                "/o rg/m/resolve/main/x",
                "/datasets/squad/resolve/main/x",
                "/org/m.git/info/refs",
                "/.git/git-upload-pack",
                "/org/.git/git-upload-pack/x",
                "//org/m/resolve/main/x",
            })
    void doesNotRouteWhatIsNoFile(String path) {
        assertTrue(Routes.defaults().target(path).isEmpty(), path);
    }

    @Test
    void triesGivenRoutesInOrderBeforeTheDefaults() {
        Routes routes = Routes.of(List.of(
                "/downloads/{name}=dataset:elastic/{name}",
                "/{ns}/{name}/resolve/{revision}/{path*}=space:x-{ns}/{name}",
                "/v{revision}/{name}.zip=model:all/{name}"));

        assertEquals("dataset/elastic/product_1 null  HTTP", described(routes.target("/downloads/product_1")));
        assertEquals("space/x-org/m main f HTTP", described(routes.target("/org/m/resolve/main/f")));
        assertEquals("model/all/tool 1.2 " + " HTTP", described(routes.target("/v1.2/tool.zip")));
        assertEquals("dataset/org/d v1 x HTTP", described(routes.target("/datasets/org/d/resolve/v1/x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/{name}|has no \"=\"",
                "a/{name}=model:x/{name}|start with \"/\"",
                "/a/{name}=model:x|TYPE:NS/NAME",
                "/a/{name}=file:x/{name}|model, dataset or space",
                "/a/{name}=model:{ns}/{name}|NS and NAME",
                "/a/{name}=model:x/{name}/y|NS and NAME",
                "/a/{what}=model:x/y|{what} is not one of",
                "/a/{path*}/b=model:x/y|{path*} must be the last",
                "/a/{ns}-{name}=model:{ns}/{name}|more than one placeholder",
                "/{name}/{name}=model:x/{name}|occurs twice",
                "/a/{name=model:x/y|unpaired brace",
                "/a?b={name}=model:x/y|no \"?\"",
            })
    void saysWhatIsWrongWithATemplate(String template, String what) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Routes.of(List.of(template)));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("\"" + template + "\""), message);
        assertTrue(message.contains(what), message);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a?b=c HTTP/1.1, GET /a",
        "GET https://hub.example/a/b?c HTTP/1.1, GET /a/b",
        "GET HTTP://h/a HTTP/1.1, GET /a",
        "GET /a b HTTP/2.0, GET /a b",
        "GET /a, GET /a",
        "-, none",
        "'', none",
        "OPTIONS * HTTP/1.1, none",
        "CONNECT hub.example:443 HTTP/1.1, none",
        "GET http://hub.example HTTP/1.1, none",
        "\u0016\u0003\u0001 /a, none",
        "GET, none",
    })
    void takesThePathOutOfARequest(String request, String expected) {
        String found = RequestLine.of(request)
                .map(line -> line.method() + " " + line.path())
                .orElse("none");

        assertEquals(expected, found);
    }

    private static String described(Optional<Target> target) {
        return target.map(t -> t.repo() + " " + t.revision() + " " + t.path() + " " + t.via())
                .orElse("none");
    }
}
