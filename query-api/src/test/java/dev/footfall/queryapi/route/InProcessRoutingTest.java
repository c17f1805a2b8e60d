package dev.footfall.queryapi.route;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class InProcessRoutingTest extends RoutingContract {
    @Override
    Wire wire() {
        return new InProcessWire();
    }
}
