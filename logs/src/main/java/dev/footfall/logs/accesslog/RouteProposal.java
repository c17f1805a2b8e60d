package dev.footfall.logs.accesslog;

/** A route that takes so many requests of a log, for files of so many repositories, and does no harm to the others. */
public record RouteProposal(String route, long requests, long repositories) {}
