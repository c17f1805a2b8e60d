package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(expected, described(Routes.of(List.of()).routing(path).target()));
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
        assertTrue(Routes.of(List.of()).routing(path).target().isEmpty(), path);
    }

    @Test
    void triesGivenRoutesInOrderBeforeTheDefaults() {
        Routes routes = Routes.of(List.of(
                "/downloads/{name}=dataset:elastic/{name}",
                "/{ns}/{name}/resolve/{revision}/{path*}=space:x-{ns}/{name}",
                "/v{revision}/{name}.zip=model:all/{name}"));

        assertEquals(
                "dataset/elastic/product_1 null  HTTP",
                described(routes.routing("/downloads/product_1").target()));
        assertEquals(
                "space/x-org/m main f HTTP",
                described(routes.routing("/org/m/resolve/main/f").target()));
        assertEquals(
                "model/all/tool 1.2 " + " HTTP",
                described(routes.routing("/v1.2/tool.zip").target()));
        assertEquals(
                "dataset/org/d v1 x HTTP",
                described(routes.routing("/datasets/org/d/resolve/v1/x").target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/files/models/acme/rocket/a.bin, model/acme/rocket null a.bin HTTP",
        "/files/dataset/acme/rocket/a.bin, dataset/acme/rocket null a.bin HTTP",
        "/files/cups/acme/rocket/a.bin, none",
        "/dl/tool-1.2.zip, dataset/acme/tool 1.2  HTTP",
        "/dl/tool-x.zip, none",
        "/2026/Org/m, space/Org/m 2026  HTTP",
        "/20261/Org/m, none",
    })
    void takesTheTypeFromThePathAndPatternsForItsParts(String path, String expected) {
        Routes routes = Routes.of(List.of(
                "/files/{type}/{ns}/{name}/{path*}={type}:{ns}/{name}",
                "/dl/tool-{revision:[0-9.]+}.zip=dataset:acme/tool",
                "/{revision:20[0-9]{2}}/{ns:[A-Za-z]+}/{name}=space:{ns}/{name}"));

        assertEquals(expected, described(routes.routing(path).target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/hub/acme/gro%C3%9Fe-karte/v1/a.bin, große-karte",
        "/hub/a%20b/rocket/v1/a.bin, a b",
        "/hub/acme/../v1/a.bin, ..",
        "/org/m%2B/resolve/main/a.bin, m+",
        "/{name}/m/resolve/main/a.bin, {name}",
        "/hub/x%7Bname%7D/rocket/v1/a.bin, x{name}",
        "/hub/acme/rocket/v1/a.bin, ''",
        "/other/acme, ''",
        "/datasets/squad/resolve/main/x, ''",
    })
    void namesTheImpossibleNameThatARouteGives(String path, String name) {
        Routes routes = Routes.of(List.of("/hub/{ns}/{name}/{revision}/{path*}=model:{ns}/{name}"));

        assertEquals(name, routes.routing(path).badName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/{name:[a}=model:x/{name}|\"[a\" is not a valid regular expression",
                "/a/{name}={type}:x/{name}|the {type} of its path",
                "/a/{name}|has no \"=\"",
                "a/{name}=model:x/{name}|start with \"/\"",
                "/a/{name}=model:x|TYPE:NS/NAME",
                "/a/{name}=file:x/{name}|model, dataset, space or",
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
        "GET  /a  HTTP/1.1, GET /a",
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

    private static String described(Optional<RouteTarget> target) {
        return target.map(t -> t.repo() + " " + t.revision() + " " + t.path() + " " + t.via())
                .orElse("none");
    }
}
