package dev.footfall.queryapi.route;

class InProcessRoutingTest extends RoutingContract {
    @Override
    Wire wire() {
        return new InProcessWire();
    }
}
