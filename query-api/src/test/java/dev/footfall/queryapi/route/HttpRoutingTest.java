package dev.footfall.queryapi.route;

class HttpRoutingTest extends RoutingContract {
    @Override
    Wire wire() {
        return new HttpWire();
    }
}
