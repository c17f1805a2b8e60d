package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteProposalTest {
    @ParameterizedTest
    @CsvSource({
        "/tool.zip, /{name}=dataset:files/{name}",
        "/files/tool.zip, /files/{name}=dataset:files/{name}",
        "/models/m/v1/f.bin, '/models/{name}/{path*}=dataset:models/{name}'",
        "/, ''",
        "//a, ''",
        "/a b/c, ''",
        "/a=b/c, ''",
        "/{ns}/c, ''",
    })
    void proposesOnlyRoutesThatKnowThePath(String path, String route) {
        assertEquals(route, UnroutedRequests.routeProposal(path).orElse(""));
    }
}
