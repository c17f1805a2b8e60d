package dev.footfall.queryapi.route;

/** The same with the questions of this module. */
class HttpRoutingWithExtrasTest extends HttpRoutingTest {}
