package dev.footfall.queryapi.route;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class HttpRoutingTest extends RoutingContract {
    @Override
    Wire wire() {
        return new HttpWire();
    }
}
