package dev.footfall.queryapi.http;

/** The same with the APIs of this module. */
class VisibilityMatrixWithExtrasTest extends VisibilityMatrixTest {}
