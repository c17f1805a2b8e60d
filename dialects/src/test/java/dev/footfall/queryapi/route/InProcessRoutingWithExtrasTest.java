package dev.footfall.queryapi.route;

/** The same with the questions of this module. */
class InProcessRoutingWithExtrasTest extends InProcessRoutingTest {}
